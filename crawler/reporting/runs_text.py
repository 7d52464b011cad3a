"""A run's report as Markdown, as lines for a terminal, and the words that its page uses too. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from crawler.reporting.tally import FIELDS, OUTCOMES, WITH_REASON

Report = Mapping[str, Any]

STATUS = {
    0: "all well",
    1: "wrong call or configuration",
    2: "nothing could be written",
    3: "too many pages failed",
    4: "another run held the folder",
    5: "a check failed",
    130: "interrupted",
}
COLUMNS = ("found", "new", *OUTCOMES)


def status_words(status: int) -> str:
    return f"{STATUS.get(status, 'ended with an error')} ({status})"


def when(at: str) -> str:
    """``2026-11-22T23:31:42Z`` for people."""
    return at.replace("T", " ").replace("Z", " UTC")


def call(run: Mapping[str, Any]) -> str:
    """The run as a person would start it."""
    return " ".join(["scrapy crawl", str(run["spider"]), *(f"-a {name}={value}" for name, value in run["arguments"].items())])


def size(count: float) -> str:
    for unit in ("B", "kB", "MB", "GB"):
        if count < 1000 or unit == "GB":
            return f"{count:.0f} {unit}" if unit == "B" or count >= 10 else f"{count:.1f} {unit}"
        count /= 1000
    raise AssertionError


def length(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.1f} s" if seconds < 10 else f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"


def reasons(row: Mapping[str, Any]) -> str:
    """Why pages of a row were refused or failed."""
    return ", ".join(f"{count} {reason}" for name in WITH_REASON for reason, count in row["reasons"].get(name, {}).items())


def coverage(row: Mapping[str, Any]) -> list[str]:
    """The share of each field, a text a field; empty without an article."""
    return [f"{row['coverage'][name]:.0%}" for name in FIELDS] if row["coverage"] else []


def ended(source: Mapping[str, Any]) -> str:
    """How a source's own list was read."""
    outcome = "not modified" if source["outcome"] == "unchanged" else str(source["outcome"])
    return f"{outcome} ({source['reason']})" if outcome in WITH_REASON else outcome


def markdown(report: Report) -> str:
    """The summary of a run."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    run, everything, memory = report["run"], report["all"], report["memory"]
    yield f"# Run of {when(run['started'])}"
    yield ""
    yield f"`{_code(call(run))}` into `{_code(run['folder'])}`: **{status_words(run['status'])}**, {length(run['seconds'])}"
    if run["said"]:
        yield f"\n{_text(run['said'])}"
    if report["checks"]:
        yield "\n## Checks that failed\n"
        for one in report["checks"]:
            known = ", acknowledged" if one["acknowledged"] else ""
            yield f"- **{one['check']}**: {_text(one['sentence'])} (since {when(one['since'])}{known})"
    yield "\n## All\n"
    counts = ", ".join(f"{everything[name]} {name}" for name in COLUMNS if everything[name])
    yield f"- pages: {counts or 'none'}"
    if everything["reasons"]:
        yield f"- refused and failed: {reasons(everything)}"
    asked, same = everything["requests"], everything["notModified"]
    yield f"- requests: {asked}, {everything['conditional']} of them conditional, {same} not modified; {size(everything['bytes'])}"
    together = f", {memory['together']} MiB with its workers" if memory["together"] > memory["process"] else ""
    yield f"- memory: {memory['process']} MiB{together}; version {run['version']}"
    yield from _table("Sources", "name", report["sources"], sources=True)
    yield from _table("Hosts", "host", report["hosts"], sources=False)
    rows = [(one["name"], one) for one in report["sources"]] or [(one["host"], one) for one in report["hosts"]]
    rows = [(name, one) for name, one in rows if one["articles"]]
    if rows:
        yield "\n## Articles with\n"
        yield from table(["", "articles", *FIELDS], [[_text(name), str(one["articles"]), *coverage(one)] for name, one in rows])


def _table(title: str, key: str, rows: Sequence[Mapping[str, Any]], *, sources: bool) -> Iterator[str]:
    if not rows:
        return
    columns = [name for name in COLUMNS if any(row[name] for row in rows)]
    yield f"\n## {title}\n"
    yield from table(
        ["", *(["list"] if sources else []), *columns, "why", "requests", "bytes"],
        [
            [
                _text(row[key]),
                *([ended(row)] if sources else []),
                *(str(row[name]) for name in columns),
                reasons(row),
                str(row["requests"]),
                size(row["bytes"]),
            ]
            for row in rows
        ],
    )


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A Markdown table."""
    yield f"| {' | '.join(head)} |"
    yield f"|{'|'.join('---' for _ in head)}|"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def _text(text: str) -> str:
    """Text that means nothing to Markdown; a source may be called anything."""
    escaped = "".join(f"\\{one}" if one in r"\`*_[]<>|#" else one for one in str(text))
    return " ".join(escaped.split())


def _code(text: str) -> str:
    return " ".join(str(text).replace("`", "'").split())
