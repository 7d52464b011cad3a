"""A run's report as one page for a browser: no script, nothing fetched, light and dark. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any

from crawler.reporting.runs_text import COLUMNS, call, coverage, ended, length, reasons, size, status_words, when
from crawler.reporting.tally import FIELDS

_STYLE = """
:root { color-scheme: light dark; --back: #fafaf8; --card: #fff; --ink: #1c1c1a; --soft: #6b6b66; --line: #e4e4de;
  --good: #2f7d4f; --bad: #b3372f; --bar: #7ba7cc; }
@media (prefers-color-scheme: dark) { :root { --back: #161615; --card: #1f1f1d; --ink: #e9e9e4; --soft: #9b9b94; --line: #34342f;
  --good: #6cc08b; --bad: #ef8a80; --bar: #4b7ba3; } }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 72rem; padding: 2rem 1.25rem 4rem; background: var(--back); color: var(--ink);
  font: 16px/1.5 system-ui, sans-serif }
h1 { font-size: 1.5rem; margin: 0 0 .25rem } h2 { font-size: 1.1rem; margin: 2.25rem 0 .75rem }
code { font-size: .9em; overflow-wrap: anywhere } .soft { color: var(--soft) } .good { color: var(--good) } .bad { color: var(--bad) }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(7rem, 1fr)); gap: .75rem; margin: 1.5rem 0 0; padding: 0 }
.cards div { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .6rem .8rem }
.cards dt { color: var(--soft); font-size: .85rem }
.cards dd { margin: 0; font-size: 1.3rem; white-space: nowrap; font-variant-numeric: tabular-nums }
.alarm { background: var(--card); border: 1px solid var(--line); border-left: .3rem solid var(--bad); border-radius: .4rem;
  padding: .6rem 1rem; margin: .5rem 0 } .alarm.known { border-left-color: var(--soft) }
.wide { overflow-x: auto; background: var(--card); border: 1px solid var(--line); border-radius: .5rem }
table { border-collapse: collapse; width: 100%; font-size: .9rem; font-variant-numeric: tabular-nums }
th, td { padding: .45rem .75rem; text-align: right; white-space: nowrap; border-bottom: 1px solid var(--line) }
th { color: var(--soft); font-weight: 500 } tr:last-child td { border-bottom: 0 } .zero { color: var(--soft); opacity: .5 }
th:first-child, td:first-child, .left { text-align: left } td.why { white-space: normal; min-width: 12rem; text-align: left }
.share { background: linear-gradient(var(--bar), var(--bar)) left bottom / var(--part) 3px no-repeat content-box }
td.share { padding-bottom: .3rem }
""".strip()


def page(report: Mapping[str, Any]) -> str:
    """The whole page."""
    run = report["run"]
    title = f"Run of {when(run['started'])}"
    head = f'<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>{escape(title)}</title>\n'
    head += f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<style>\n{_STYLE}\n</style>\n'
    return head + "\n".join([f"<h1>{escape(title)}</h1>", *_body(report)]) + "\n</html>\n"


def _body(report: Mapping[str, Any]) -> Iterator[str]:
    run, everything, memory = report["run"], report["all"], report["memory"]
    state = "good" if run["status"] == 0 else "bad"
    yield f"<p><code>{escape(call(run))}</code> into <code>{escape(run['folder'])}</code><br>"
    yield f'<strong class="{state}">{escape(status_words(run["status"]))}</strong></p>'
    if run["said"]:
        yield f"<p>{escape(run['said'])}</p>"
    yield '<dl class="cards">'
    yield from (_card(name, str(everything[name])) for name in COLUMNS if everything[name] or name in ("written", "refused", "failed"))
    yield from (_card(name, text) for name, text in _costs(everything, memory, run))
    yield "</dl>"
    if report["checks"]:
        yield "<h2>Checks that failed</h2>"
        for one in report["checks"]:
            known = ", acknowledged" if one["acknowledged"] else ""
            yield f'<div class="alarm{" known" if known else ""}"><strong>{escape(one["check"])}</strong>: {escape(one["sentence"])} '
            yield f'<span class="soft">(since {escape(when(one["since"]))}{known})</span></div>'
    yield from _counts("Sources", "name", report["sources"])
    yield from _counts("Hosts", "host", report["hosts"])
    yield from _coverage(report)
    yield f'<p class="soft">Newsmatter {escape(run["version"])}; the same numbers are in the JSON file of this run.</p>'


def _costs(everything: Mapping[str, Any], memory: Mapping[str, Any], run: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield "requests", str(everything["requests"])
    yield "unmodified", str(everything["notModified"])
    yield "received", size(everything["bytes"])
    yield "time", length(run["seconds"])
    yield "memory", f"{memory['together']} MiB"


def _card(name: str, text: str) -> str:
    return f"<div><dt>{escape(name)}</dt><dd>{escape(text)}</dd></div>"


def _counts(title: str, key: str, rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    if not rows:
        return
    columns = [name for name in COLUMNS if any(row[name] for row in rows)]
    lists = key == "name"
    yield f'<h2>{title}</h2>\n<div class="wide"><table><tr><th></th>{"<th class=left>list</th>" if lists else ""}'
    yield "".join(f"<th>{name}</th>" for name in columns)
    yield "<th>requests</th><th>received</th><th class=left>why</th></tr>"
    for row in rows:
        state = f'<td class="left{" bad" if row["outcome"] in ("failed", "refused") else ""}">{escape(ended(row))}</td>' if lists else ""
        numbers = "".join(_number(row[name]) for name in [*columns, "requests"])
        why = escape(row["detail"] if lists and row["outcome"] in ("failed", "refused") else reasons(row))
        yield f'<tr><td>{escape(row[key])}</td>{state}{numbers}<td>{size(row["bytes"])}</td><td class="why">{why}</td></tr>'
    yield "</table></div>"


def _number(count: int) -> str:
    return f"<td>{count}</td>" if count else '<td class="zero">0</td>'


def _coverage(report: Mapping[str, Any]) -> Iterator[str]:
    rows = [(one["name"], one) for one in report["sources"]] or [(one["host"], one) for one in report["hosts"]]
    rows = [(name, one) for name, one in rows if one["articles"]]
    if not rows:
        return
    yield '<h2>Articles with</h2>\n<div class="wide"><table><tr><th></th><th>articles</th>'
    yield "".join(f"<th>{name}</th>" for name in FIELDS) + "</tr>"
    for name, one in rows:
        shares = "".join(f'<td class="share" style="--part:{text}">{text}</td>' for text in coverage(one))
        yield f"<tr><td>{escape(name)}</td><td>{one['articles']}</td>{shares}</tr>"
    yield "</table></div>"
