"""Thirty days of scheduled crawls in a few minutes: the clock is set forward from run to run, and two publishers go on publishing.

    python -m tests.month --days 30 --every 3

Stories are corrected, with and without a word in the feed; one page goes; on the 20th day the second publisher's feed stands still
for four days. What is held against expectation: each article is fetched once when it is new, looked at again on the plan and then left
alone; each correction arrives; the alarm is raised on the day on which the source dies, at no other time, and ends when it is well.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import tempfile
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from scrapy.crawler import AsyncCrawlerRunner
from scrapy.settings import Settings
from scrapy.utils.reactor import install_reactor

import crawler.settings
from crawler import clock, frontmatter
from crawler.reporting.report import Report, exit_status
from crawler.reporting.runs import RunReport
from crawler.spans import span
from tests.crawling import QUICK
from tests.publisher import Publisher, Story, on_air

BEGIN = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)  # a Monday
HOSTS = ("www.tidewater-echo.example", "www.lantern-gazette.example")
DAILY = (20, 15)
DIES, WELL = 19, 23  # days after the beginning
GONE = 7  # the number of the story whose page goes
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass
class Month:
    """What is published when, and what came of it."""

    days: int
    every: int
    stories: list[Story] = field(default_factory=list)
    corrections: dict[str, list[tuple[datetime, bool]]] = field(default_factory=dict)  # by address: when, and whether the feed says so
    alarms: list[tuple[datetime, str, str]] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)

    def write(self, seed: int) -> None:
        """Decide on everything that will be published."""
        chance, number = random.Random(seed), 0
        for day in range(self.days):
            for host, daily in zip(HOSTS, DAILY, strict=True):
                for _ in range(daily):
                    at = BEGIN + day * DAY + timedelta(minutes=chance.randint(0, 15 * 60))
                    story = Story(number, at, host=host)
                    self.stories.append(story)
                    if chance.random() < 0.1:
                        announced = chance.random() < 0.5
                        self.corrections[story.url] = [(at + chance.choice((2, 5, 30)) * HOUR, announced)]
                    number += 1

    def publish(self, publishers: tuple[Publisher, ...], now: datetime) -> None:
        """What readers see at this time."""
        for publisher in publishers:
            dead = publisher.host == HOSTS[1] and BEGIN + DIES * DAY <= now < BEGIN + WELL * DAY
            until = BEGIN + DIES * DAY if dead else now
            publisher.stories = [story for story in self.stories if story.host == publisher.host and story.published <= until]
        for story in self.stories:
            for at, announced in self.corrections.get(story.url, ()):
                if at <= now and not story.correction:
                    story.correction = 1
                    story.updated = at if announced else None
        gone = self.stories[GONE]
        if now > gone.published + 3 * DAY:
            next(one for one in publishers if one.host == gone.host).answers[gone.path] = 410


async def crawl(settings: dict[str, Any]) -> tuple[int, list[tuple[str, str]]]:
    """One run; (exit status, its alarms)."""
    runner = AsyncCrawlerRunner(Settings(settings))
    one = runner.create_crawler("sources")
    await runner.crawl(one)
    report, runs = one.get_extension(Report), one.get_extension(RunReport)
    assert report is not None and runs is not None
    status = exit_status(report.outcome, one.settings.getfloat("MAX_FAILED_SHARE"), alarmed=runs.alarmed)
    return status, [(alarm.check, alarm.source) for alarm in runs.alarms]


def play(month: Month, root: Path, publishers: tuple[Publisher, ...], proxy: str) -> None:
    """All runs of the month, one after another."""
    sources = root / "sources.yaml"
    sources.write_text("".join(f"- url: http://{host}/feed.xml\n  name: {host.split('.')[1]}\n" for host in HOSTS))
    defaults = {name: value for name, value in vars(crawler.settings).items() if name.isupper()}
    settings = {
        **defaults,
        **QUICK,
        "OUTPUT_DIR": str(root / "content"),
        "STATE_DIR": str(root / "state"),
        "SOURCES_FILE": str(sources),
        "IMAGES_MEASURE": False,
        "PROGRESS_BAR": False,
        "LOG_LEVEL": "ERROR",
    }
    os.environ["http_proxy"] = proxy

    async def runs() -> None:
        now = BEGIN
        while now < BEGIN + month.days * DAY:
            clock.set_to(now)
            month.publish(publishers, now)
            status, alarms = await crawl(settings)
            month.statuses[status] += 1
            month.alarms += [(now, *alarm) for alarm in alarms]
            now += month.every * HOUR

    install_reactor("twisted.internet.asyncioreactor.AsyncioSelectorReactor")
    from twisted.internet import reactor
    from twisted.internet.defer import Deferred

    failed: list[Any] = []
    done = Deferred.fromFuture(asyncio.ensure_future(runs(), loop=reactor._asyncioEventloop))  # type: ignore[attr-defined]
    done.addErrback(failed.append)
    done.addBoth(lambda _: reactor.stop())  # type: ignore[attr-defined]
    reactor.run()  # type: ignore[attr-defined]
    for failure in failed:
        failure.raiseException()


def judge(month: Month, root: Path, publishers: tuple[Publisher, ...]) -> dict[str, Any]:
    """Hold what happened against what should have; figures for the reader."""
    end = BEGIN + month.days * DAY - month.every * HOUR  # the last run
    plan = [span(text) for text in crawler.settings.REVISIT_AFTER]
    asked: defaultdict[str, list[datetime]] = defaultdict(list)
    fresh: Counter[str] = Counter()
    for publisher in publishers:
        for one in publisher.log:
            if "-story-" in one.path:
                asked[f"http://{publisher.host}{one.path}"].append(one.at)
                fresh[f"http://{publisher.host}{one.path}"] += not one.conditional
    files = {}
    for path in (root / "content").glob("*.md"):
        record = frontmatter.read(path.read_bytes()).record
        assert record["originalUrl"] not in files, f"{path}: a second file of one article"
        files[record["originalUrl"]] = record
    late = lost = 0
    for story in month.stories:
        dead = story.host == HOSTS[1] and story.published >= BEGIN + DIES * DAY and story.published < BEGIN + WELL * DAY
        if dead or story.published > end or story.number == GONE:
            continue
        looks = asked[story.url]
        assert looks, f"{story.url} was never fetched"
        assert fresh[story.url] == 1 or story.url in month.corrections, f"{story.url}: {fresh[story.url]} unconditional requests"
        late += looks[0] - story.published > month.every * HOUR + timedelta(minutes=5)
        assert story.url in files, f"{story.url} has no file"
        first = looks[0]
        extra = len(month.corrections.get(story.url, ()))
        most = 1 + len([after for after in plan if first + after <= end + HOUR / 2]) + extra
        assert len(looks) <= most, f"{story.url}: {len(looks)} looks, {most} planned: {[str(look - first) for look in looks]}"
        for at, announced in month.corrections.get(story.url, ()):
            seen = next((look for look in looks if look >= at), None)
            if announced and at <= end:
                assert seen and seen - at <= month.every * HOUR + timedelta(minutes=5), (
                    f"{story.url}: the correction of {at} came at {seen}"
                )
            if seen:
                lost += "correction 1" not in files[story.url]["title"]
    assert not lost, f"{lost} corrections did not arrive"
    gone = month.stories[GONE]
    assert gone.url in files, "a page that is gone keeps its file"
    raised = [at for at, check, source in month.alarms if (check, source) == ("silent", HOSTS[1].split(".")[1])]
    others = [alarm for alarm in month.alarms if alarm[1:] != ("silent", HOSTS[1].split(".")[1])]
    assert not others, f"false alarms: {others[:5]}"
    if month.days > WELL:
        assert raised, "no alarm for the source that died"
        assert min(raised) - (BEGIN + DIES * DAY) < DAY, f"the alarm came at {min(raised)}"
        assert max(raised) <= BEGIN + WELL * DAY + month.every * HOUR + DAY, f"the alarm went on to {max(raised)}"
    robots = sum(one.path == "/robots.txt" for publisher in publishers for one in publisher.log)
    lists = [one for publisher in publishers for one in publisher.log if one.path == "/feed.xml"]
    return {
        "stories": len(month.stories),
        "files": len(files),
        "first seen later than one interval": late,
        "requests for articles": sum(map(len, asked.values())),
        "of them unconditional": sum(fresh.values()),
        "looks at one article, at most": max(map(len, asked.values())),
        "corrections": len(month.corrections),
        "requests for feeds": len(lists),
        "of them answered 304": sum(one.status == 304 for one in lists),
        "requests for robots.txt": robots,
        "alarm raised": f"{(min(raised) - BEGIN - DIES * DAY) / HOUR:.0f} h after the source died" if raised else "never",
        "exit statuses": dict(month.statuses),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--every", type=int, default=3, help="hours between two runs")
    parser.add_argument("--seed", type=int, default=3)
    options = parser.parse_args()
    month = Month(options.days, options.every)
    month.write(options.seed)
    publishers = tuple(Publisher(host=host, shown=60) for host in HOSTS)
    with tempfile.TemporaryDirectory() as root, on_air(*publishers) as proxy:
        play(month, Path(root), publishers, proxy)
        for name, value in judge(month, Path(root), publishers).items():
            print(f"{name}: {value}")


if __name__ == "__main__":
    main()
