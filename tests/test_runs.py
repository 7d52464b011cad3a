"""The run report: what is counted, written, kept and shown."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from crawler.config import load_checks
from crawler.exceptions import ConfigError
from crawler.lock import FolderLock
from crawler.reporting import alarms, runs_files
from crawler.reporting.processes import Watch
from crawler.reporting.runs_memory import TABLES, RunsMemory, check, hour_of
from crawler.reporting.runs_page import page
from crawler.reporting.runs_text import length, markdown, size
from crawler.reporting.tally import FIELDS, Tally
from crawler.state import State, state_path
from tests.commands import run as command
from tests.crawling import ROOT, Run, scrapy
from tests.publisher import SITE, Publisher, Story, on_air

CHECKS = ROOT / "config" / "checks.yaml"
WIRE = "http://www.copperwire.example/2026/11/velmar-ostmark-chip-plant/"
AMP = "http://www.kestrel-post.example/account/login"


def reports(folder: Path) -> list[dict[str, Any]]:
    return [report for _, report in runs_files.reports(folder)]


def test_a_tally_counts_pages_and_fields() -> None:
    tally = Tally()
    tally.page("written", "")
    tally.page("refused", "Robots")
    tally.article({"title": "A", "publishedDateTime": "2026-11-04T00:00:00Z", "authors": [], "text": ""})
    tally.article({"title": "B", "publishedDateTime": "2026-11-04T14:20:00Z", "authors": ["C"], "text": "D"})
    values = tally.values()
    assert (values["written"], values["refused"], values["failed"], values["articles"]) == (1, 1, 0, 2)
    assert values["reasons"] == {"refused": {"Robots": 1}}
    shares = {"title": 1, "date": 1, "instant": 0.5, "authors": 0.5, "text": 0.5}
    assert values["coverage"] == {name: shares.get(name, 0) for name in FIELDS}


@pytest.mark.parametrize(("count", "text"), [(0, "0 B"), (999, "999 B"), (1500, "1.5 kB"), (20e6, "20 MB"), (7.5e12, "7500 GB")])
def test_sizes(count: float, text: str) -> None:
    assert size(count) == text


@pytest.mark.parametrize(("seconds", "text"), [(0.42, "0.4 s"), (75, "75 s"), (600, "10 min"), (7500, "2 h 5 min")])
def test_lengths(seconds: float, text: str) -> None:
    assert length(seconds) == text


def report(at: str = "2026-11-22T10:00:00Z", *, spider: str = "feeds", seconds: float = 10.0, **source: Any) -> dict[str, Any]:
    """A report of one source, "desk"."""
    counts = Tally().values()
    row = {"name": "desk", "url": "https://desk.example/feed", "outcome": "read", "reason": "", "detail": "", **counts, **source}
    run = {"spider": spider, "arguments": {}, "job": "", "version": "1", "folder": "output", "started": at}
    run |= {"seconds": seconds, "reason": "finished", "status": 0, "said": ""}
    memory = {"process": 100, "worker": 50, "together": 150}
    return {"format": 1, "run": run, "checks": [], "all": counts | source, "memory": memory, "sources": [row], "hosts": []}


def day(number: int, **source: Any) -> dict[str, Any]:
    """The report of a day of November; ten dated articles unless said otherwise."""
    fields = {"fields": dict.fromkeys(FIELDS, 10)} | source
    return report(f"2026-11-{number:02}T06:00:00Z", **{"new": 10, "written": 10, "articles": 10, **fields})


def memory_of(path: Path) -> RunsMemory:
    return RunsMemory(State(path / "state.sqlite", TABLES))


def test_the_memory_adds_up_the_runs_of_an_hour(tmp_path: Path) -> None:
    memory = memory_of(tmp_path)
    memory.remember(report(new=2, written=2, refused=1, articles=2, fields={"title": 2, "date": 1}))
    memory.remember(report("2026-11-22T10:50:00Z", new=1, updated=1, articles=1, fields={"title": 1}))
    memory.remember(report("2026-11-22T11:05:00Z", outcome="unchanged"))
    history = memory.history("desk")
    first, second = history.hours
    assert (first.hour, first.new, first.pages, first.refused, first.articles) == (hour_of("2026-11-22T10:00:00Z"), 3, 4, 1, 3)
    assert first.fields == {"title": 3, "date": 1} and (second.hour - first.hour, second.new) == (1, 0)


def test_runs_in_a_row_that_could_not_read(tmp_path: Path) -> None:
    memory = memory_of(tmp_path)
    for minute, outcome in enumerate(("failed", "read", "failed", "refused", "failed")):
        memory.remember(report(f"2026-11-22T10:{minute:02}:00Z", outcome=outcome, reason="" if outcome == "read" else f"why-{minute}"))
    assert (memory.history("desk").unread, memory.history("desk").why) == (3, "why-4")


def test_the_memory_comes_back_from_the_reports(tmp_path: Path) -> None:
    (first := tmp_path / "a").mkdir(), (second := tmp_path / "b").mkdir()
    memory, again = memory_of(first), memory_of(second)
    days = [day(number) for number in range(1, 10)] + [day(10, fields={"title": 10})]
    for one in days:
        memory.remember(one)
        memory.stand(found := check(memory, one, alarms.LIMITS))
        one["checks"] = [alarms.values(alarm) for alarm in found]
        runs_files.write(tmp_path / "runs", one, "…")
    assert [alarm.check for alarm in found] == ["dated", *sorted(f"fields/{name}" for name in alarms.FIELDS if name != "title")]
    assert again.is_empty()
    again.restore(reports(tmp_path / "runs"))
    assert again.history("desk") == memory.history("desk") and again.standing() == memory.standing()
    assert again.past(days[-1]) == memory.past(days[-1]) and len(again.past(days[-1]).earlier) == 9


def test_an_acknowledged_alarm_stays_known(tmp_path: Path) -> None:
    memory = memory_of(tmp_path)
    for number in range(1, 4):
        memory.remember(day(number, outcome="failed", reason="timeout"))
    memory.stand(check(memory, day(3), alarms.LIMITS))
    assert memory.acknowledge("another") == 0 and memory.acknowledge("desk") == 1
    memory.remember(day(4, outcome="failed", reason="timeout"))
    (known,) = check(memory, day(4), alarms.LIMITS)
    assert known.acknowledged and known.measured == 4
    memory.remember(day(5))
    assert check(memory, day(5), alarms.LIMITS) == []


def test_old_reports_are_taken_away(tmp_path: Path) -> None:
    for number in range(1, 9):
        runs_files.write(tmp_path, day(number), "…")
    for number in range(1, 30):
        runs_files.write(tmp_path, report(f"2026-10-{number:02}T06:00:00Z"), "…", locked=True)
    (tmp_path / "notes.json").write_text("{}")
    runs_files.prune(tmp_path, 3)
    names = runs_files.names(tmp_path)
    assert [name for name in names if not name.endswith("locked")] == [f"202611{number:02}T060000Z" for number in (6, 7, 8)]
    assert len(names) == 3 + runs_files.KEEP_NOT_RUN and names[0].startswith("20261010")
    assert len(list(tmp_path.glob("*.md"))) == len(names) and (tmp_path / "notes.json").exists()


def test_two_runs_of_one_second_have_two_reports(tmp_path: Path) -> None:
    first, second = (runs_files.write(tmp_path, report(), "…") for _ in range(2))
    assert (first.name, second.name) == ("20261122T100000Z.json", "20261122T100000Z-2.json")


def test_summary_and_page_show_whatever_a_source_is_called() -> None:
    one = report(new=3, failed=1, outcome="failed", reason="http-503", detail="<b>down</b>", reasons={"failed": {"timeout": 1}})
    one["sources"][0]["name"] = "a|b <script>*x*</script>"
    one["checks"] = [alarms.values(alarms.Alarm("silent", "a|b", "a|b <i> has given nothing", 0, 20, "2026-11-22T10:00:00Z"))]
    summary, html = markdown(one), page(one)
    assert "a\\|b \\<script\\>\\*x\\*" in summary and "- **silent**: a\\|b \\<i\\> has given nothing" in summary
    assert "a|b &lt;script&gt;" in html and "<script" not in html and "&lt;b&gt;down" in html and "http" not in html.split("</style>")[0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("silnt:\n  days: 3\n", "unknown key 'silnt': did you mean 'silent'?"),
        ("silent:\n  dayz: 3\n", "silent: unknown key 'dayz': did you mean 'days'?"),
        ("silent:\n  days: three\n", "silent: days: 'three' isn't a number from 0 on: write one, such as 28"),
        ("silent: 3\n", "silent: must have numbers of the form `runs: 3`, or be `off`"),
    ],
)
def test_a_mistake_in_the_checks_is_said(tmp_path: Path, text: str, said: str) -> None:
    (path := tmp_path / "checks.yaml").write_text(text)
    with pytest.raises(ConfigError) as error:
        load_checks(path, alarms.LIMITS)
    assert str(error.value) == f"{path}: {said}"


def test_the_shipped_checks_are_the_defaults(tmp_path: Path) -> None:
    assert load_checks(CHECKS, alarms.LIMITS) == alarms.LIMITS
    (path := tmp_path / "checks.yaml").write_text("silent: off\nunread:\n  runs: 5\n")
    found = load_checks(path, alarms.LIMITS)
    assert "silent" not in found and found["unread"] == {"runs": 5} and found["dated"] == alarms.LIMITS["dated"]


@pytest.mark.skipif(sys.platform != "linux", reason="memory of other processes is read from /proc")
def test_memory_of_workers_is_seen() -> None:
    child = subprocess.Popen(
        [sys.executable, "-c", "x = bytearray(60 << 20); print(1, flush=True); input()"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert child.stdout
    child.stdout.readline()
    watch = Watch()
    watch.look()
    child.communicate(b"\n")
    values = watch.values()
    assert 60 <= values["worker"] < 200 and values["together"] >= values["process"] and values["together"] > values["worker"]


# --- whole runs -------------------------------------------------------------------


@pytest.fixture
def place(tmp_path: Path) -> dict[str, object]:
    return {"OUTPUT_DIR": tmp_path / "out", "STATE_DIR": tmp_path / "state", "RUNS_DIR": tmp_path / "runs"}


def test_the_report_of_a_crawl(newsroom: str, place: dict[str, object], tmp_path: Path) -> None:
    run = scrapy("crawl", "article", "-a", f"urls={WIRE},{AMP}", "-a", "_job=7", proxy=newsroom, **place)
    assert run.status == 0, run.err
    (one,) = reports(tmp_path / "runs")
    assert one["run"]["spider"] == "article" and one["run"]["arguments"] == {"urls": f"{WIRE},{AMP}"} and one["run"]["job"] == "7"
    assert (one["run"]["status"], one["run"]["reason"], one["sources"], one["checks"]) == (0, "finished", [], [])
    hosts = {row["host"]: row for row in one["hosts"]}
    wire, kestrel = hosts["www.copperwire.example"], hosts["www.kestrel-post.example"]
    assert wire["written"] == 1 and wire["coverage"]["title"] == 1 and wire["requests"] == 3 and wire["bytes"] > 2000
    assert kestrel["reasons"] == {"refused": {"LoginPage": 1}} and one["all"]["requests"] == sum(row["requests"] for row in one["hosts"])
    assert 30 < one["memory"]["process"] < 2000
    names = sorted(path.name for path in (tmp_path / "runs").iterdir())
    assert names == [f"{runs_files.names(tmp_path / 'runs')[0]}{suffix}" for suffix in (".json", ".md")] + ["last.html"]


def test_a_dry_run_leaves_no_report(newsroom: str, place: dict[str, object], tmp_path: Path) -> None:
    assert scrapy("plan", "article", "-a", f"url={WIRE}", proxy=newsroom, **place).status == 0
    assert not (tmp_path / "runs").exists()


def test_sources_count_their_own_and_raise_the_alarm(
    newsroom: str, place: dict[str, object], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = {**place, "SPIDER_MODULES": "tests.desk_spider"}

    def crawl(*arguments: str) -> Run:
        return scrapy("crawl", "desk", "-a", f"urls={WIRE},{AMP}", *arguments, proxy=newsroom, **desk)

    run = crawl("-a", "new=1")
    assert run.status == 0 and "source   desk: 30 listed, 1 new" in run.err
    (source,) = reports(tmp_path / "runs")[0]["sources"]
    assert (source["name"], source["outcome"], source["found"], source["new"], source["written"]) == ("desk", "read", 30, 1, 1)
    assert source["refused"] == 0 and source["coverage"]["title"] == 1 and source["requests"] == 3  # robots.txt, page, picture

    assert [crawl("-a", "outcome=failed").status for _ in range(2)] == [2, 2]  # nothing at all could be read
    state_path(tmp_path / "state", tmp_path / "out").unlink()  # the reports know as much
    run = crawl("-a", "outcome=failed")
    assert run.status == 2 and "check    unread: desk could not be read in the last 3 runs (http-503)" in run.err
    (alarm,) = reports(tmp_path / "runs")[-1]["checks"]
    assert alarm["check"] == "unread" and not alarm["acknowledged"]
    assert "**unread**: desk could not be read" in (tmp_path / "runs" / f"{runs_files.names(tmp_path / 'runs')[-1]}.md").read_text()

    shown = command(capsys, "runs", "--source", "desk", **place)
    lines = shown.stdout.splitlines()
    assert shown.returncode == 0 and len(lines) == 5 and "failed (http-503)" in lines[-1] and "server error (503)" in lines[-1]
    assert [row["source"]["outcome"] for row in json.loads(command(capsys, "runs", "--source", "desk", "--json", **place).stdout)] == [
        "read",
        "failed",
        "failed",
        "failed",
    ]
    assert "1 alarm acknowledged" in command(capsys, "runs", "--acknowledge", "desk", **place).stdout
    assert "check " not in crawl("-a", "outcome=failed").err and reports(tmp_path / "runs")[-1]["checks"][0]["acknowledged"]
    assert crawl("-a", "new=1").status == 0 and reports(tmp_path / "runs")[-1]["checks"] == []


def test_a_feed_run_after_run_and_a_failed_check(place: dict[str, object], tmp_path: Path) -> None:
    """The second run asks only for what has changed; an alarm of another source stands."""
    now = datetime.now(UTC).replace(microsecond=0)
    place["IMAGES_MEASURE"] = False
    with on_air(Publisher([Story(number, now - timedelta(hours=number + 1)) for number in range(3)])) as proxy:

        def crawl(spider: str, url: str, **settings: object) -> Run:
            return scrapy("crawl", spider, "-a", f"url={url}", proxy=proxy, **place, **settings)

        feed = f"{SITE}/feed.xml"
        assert crawl("feeds", feed).status == 0
        state = State(state_path(tmp_path / "state", tmp_path / "out"), TABLES)
        state.db.execute("INSERT INTO runs_sources VALUES ('wire', ?, 0, '')", (int(now.timestamp()) // 3600,))
        RunsMemory(state).stand([alarms.Alarm("silent", "wire", "wire has given nothing new for 20 hours", 0, 20, "2026-11-22T10:00:00Z")])
        state.close()
        run = crawl("feeds", feed)
        assert run.status == 5 and "check    silent: wire has given nothing new for 20 hours" in run.err
        assert crawl("article", f"{SITE}/nothing-there").status == 2, "its own status comes first, and the alarm isn't its business"
        (off := tmp_path / "checks.yaml").write_text("silent: off\n")
        assert crawl("feeds", feed, CHECKS_FILE=off).status == 0

    first, second, third, fourth = reports(tmp_path / "runs")
    (source,) = first["sources"]
    assert (source["name"], source["found"], source["new"], source["written"], source["conditional"]) == (feed, 3, 3, 3, 0)
    assert source["requests"] == 4 and source["coverage"]["title"] == 1  # the feed and its articles
    (source,) = second["sources"]
    assert (source["outcome"], source["new"], source["requests"], source["conditional"]) == ("unchanged", 0, 1, 1)
    assert source["notModified"] == second["hosts"][0]["notModified"] == 1
    assert [one["run"]["status"] for one in (first, second, third, fourth)] == [0, 5, 2, 0]
    assert [len(one["checks"]) for one in (first, second, third, fourth)] == [0, 1, 0, 0]


def test_a_run_that_was_locked_out_leaves_a_report(place: dict[str, object], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder := tmp_path / "out").mkdir()
    lock = FolderLock(folder, state_path(tmp_path / "state", folder).with_suffix(".lock"))
    try:
        assert scrapy("crawl", "article", "-a", f"url={WIRE}", **place).status == 4
    finally:
        lock.release()
    (name,) = runs_files.names(tmp_path / "runs")
    (one,) = reports(tmp_path / "runs")
    assert name.endswith("-locked") and one["run"]["status"] == 4 and "is writing to this folder" in one["run"]["said"]
    assert not (tmp_path / "runs" / "last.html").exists()
    assert "another run held the folder (4)" in command(capsys, "runs", **place).stdout


def test_an_interrupted_run_leaves_a_report(newsroom: str, place: dict[str, object], tmp_path: Path) -> None:
    slow = "http://www.kestrel-post.example"
    settings = {**place, "DOWNLOAD_DELAY": 4, "CONCURRENT_REQUESTS": 1, "EXTRACT_WORKERS": 0, "LOG_LEVEL": "INFO"}
    chosen = [part for name, value in settings.items() for part in ("-s", f"{name}={value}")]
    process = subprocess.Popen(
        [sys.executable, "-m", "scrapy", "crawl", "article", "-a", f"urls={slow}/,{slow}/about,{slow}/account/login", *chosen],
        cwd=ROOT,
        env={**os.environ, "http_proxy": newsroom},
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr and any("Spider opened" in line for line in process.stderr)
    time.sleep(0.5)
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=60)
    (one,) = reports(tmp_path / "runs")
    assert process.returncode == one["run"]["status"] == 130 and one["run"]["reason"] == "shutdown"


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("runs",), 0, "no run has left a report in"),
        (("runs", "last"), 1, "there is no report of a run 'last'"),
        (("runs", "--source", "desk"), 1, "no report has a source called 'desk'"),
        (("runs", "--acknowledge", "desk"), 1, "nothing is remembered of"),
        (("runs", "a", "b"), 1, "name one run"),
    ],
)
def test_the_command_says_what_there_is_not(
    place: dict[str, object], capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], status: int, said: str
) -> None:
    run = command(capsys, *arguments, **place)
    assert run.returncode == status and said in run.stdout + run.stderr


def test_a_run_is_found_by_its_time(place: dict[str, object], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in (3, 4):
        runs_files.write(tmp_path / "runs", day(number), "…")
    for given in ("last", "20261104T060000Z", "2026-11-04", "2026-11-04 06:00"):
        assert "# Run of 2026-11-04 06:00:00 UTC" in command(capsys, "runs", given, **place).stdout
    assert json.loads(command(capsys, "runs", "2026-11-03", "--json", **place).stdout) == day(3)
