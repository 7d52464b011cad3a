"""Deploy to Scrapyd, schedule, and find the files, as a person with curl would."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from crawler.checks import check
from crawler.frontmatter import read
from crawler.version import VERSION
from tests.integration.conftest import SECONDS, Scrapyd, environment

QUICK = {"DOWNLOAD_DELAY": 0.05, "RETRY_TIMES": 0}
WIRE = "http://www.copperwire.example/2026/11/velmar-ostmark-chip-plant/"
LOGIN = "http://www.kestrel-post.example/account/login"


@pytest.fixture
def deployed(tools: Path, project: Path, scrapyd: Scrapyd) -> Scrapyd:
    """A Scrapyd to which the project was deployed; its table of topics has one of its own."""
    (project / "config" / "topics" / "10-ports.yaml").write_text('name: Ports\nkeywords: ["chip plant"]\n')
    (project / "scrapy.cfg").write_text((project / "scrapy.cfg").read_text().replace("http://127.0.0.1:6800/", scrapyd.url))
    done = subprocess.run(
        [tools / "scrapyd-deploy"], cwd=project, env=environment(scrapyd.home, ""), capture_output=True, text=True, timeout=SECONDS
    )
    assert done.returncode == 0 and '"status": "ok"' in done.stdout, done.stdout + done.stderr
    return scrapyd


def died_with(scrapyd: Scrapyd, job: str) -> int:
    """The exit status that Scrapyd saw."""
    log = (scrapyd.folder / "scrapyd.log").read_text(errors="replace")
    (line,) = [line for line in log.splitlines() if re.search(r"Process (?:finished|died)", line) and job in line]
    found = re.search(r"exitstatus=(\d+)", line)
    return int(found[1]) if found else 0


def test_a_scheduled_job_writes_files(deployed: Scrapyd) -> None:
    assert "article" in deployed.ask("listspiders", project="newsmatter")["spiders"]
    job = deployed.schedule("article", {**QUICK, "BODY": "none"}, urls=f"{WIRE},{LOGIN}")
    (log,) = deployed.finished(job)
    (file,) = (deployed.folder / "output").glob("*.md")
    document = read(file.read_bytes())
    assert check(document) == [] and "Ports" in document.record["topics"]
    assert document.record["originalUrl"] == WIRE and not document.body.strip()
    assert "1 written, 0 unchanged, 1 refused, 0 failed; files are in output" in log
    assert log.rstrip().endswith("[newsmatter] SUMMARY: exit status 0: all well") and died_with(deployed, job) == 0

    state = deployed.home / ".local" / "state" / "newsmatter"  # beside nothing that a new version takes away
    (folder,) = state.glob("output-*.runs")
    (report,) = [json.loads(path.read_text()) for path in folder.glob("*.json")]
    assert report["run"]["job"] == job and report["run"]["arguments"] == {"urls": f"{WIRE},{LOGIN}"} and report["run"]["version"] == VERSION


def test_the_exit_status_stands_in_the_log(deployed: Scrapyd) -> None:
    refused = deployed.schedule("article", QUICK, url=LOGIN)
    wrong = deployed.schedule("article", QUICK, urls="nowhere", url=LOGIN)
    logs = deployed.finished(refused, wrong)
    assert "exit status 2: nothing could be written" in logs[0] and died_with(deployed, refused) == 2
    assert "exit status 1: wrong call or configuration" in logs[1] and "give one of -a url=ADDRESS" in logs[1]
    assert died_with(deployed, wrong) == 1


def test_two_jobs_into_one_folder(deployed: Scrapyd) -> None:
    """One has the folder; the other says who has it, and ends with 4."""
    slow = {**QUICK, "DOWNLOAD_DELAY": 5, "CONCURRENT_REQUESTS_PER_DOMAIN": 1}
    jobs = [
        deployed.schedule("article", slow, urls=f"{WIRE},http://www.copperwire.example/2026/11/robot-tugs-learn-to-park/") for _ in range(2)
    ]
    logs = deployed.finished(*jobs)
    assert sorted(died_with(deployed, job) for job in jobs) == [0, 4]
    locked = next(log for log in logs if "exit status 4" in log)
    assert "is writing to this folder; wait until it has ended" in locked
    assert len(list((deployed.folder / "output").glob("*.md"))) == 2


def test_a_feed_of_the_newsroom(deployed: Scrapyd) -> None:
    """A scheduled crawl, twice: the second finds nothing new."""
    settings = {**QUICK, "ALLOW_PRIVATE_HOSTS": True}
    for _ in range(2):
        job = deployed.schedule("feeds", settings, url="http://www.kestrel-post.example/rss.xml")
        (log,) = deployed.finished(job)
        assert died_with(deployed, job) == 0, log
    reports = sorted((deployed.home / ".local/state/newsmatter").glob("output-*.runs/*.json"))
    first, second = (json.loads(path.read_text())["sources"][0] for path in reports)
    assert first["new"] == first["found"] > 2 and first["written"] > 2
    assert second["new"] == second["written"] == 0 and second["outcome"] in ("read", "unchanged")
