"""The instants of first publication and of the last change: the ladders of evidence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, time
from functools import partial
from itertools import islice
from typing import Any
from urllib.parse import unquote, urlsplit

from crawler.items import Found, Published
from pipelines.extract import jsonld
from pipelines.extract.date_choice import believable, in_utc, most_exact, not_modified, settled
from pipelines.extract.date_last import address_month, address_number, aside_label, aside_time, footed, heuristic, only_day, titled
from pipelines.extract.date_places import (
    datelines,
    habits_of,
    labelled,
    near_heading,
    shown,
    time_elements,
    time_zone_country,
)
from pipelines.extract.date_text import Habits, Stamp, parse
from pipelines.extract.rules import Rule, candidates, site
from pipelines.extract.view import View, one_line

Raw = str | int | float | Stamp

# Endings of a meta name without punctuation, surest first: article:published_time, parsely-pub-date, bt:pubDate, ...
_META_PUBLISHED = re.compile(
    r"(?:publish(?:ed)?time|publish(?:ed)?(?:date|at|on)?|datepublish(?:ed)?|pubdate|pubtime|publi(?:cation|shing)(?:date|time)|dateissued|issued"
    r"|firstpublished|sailthrudate|(?<![a-z])ptime|(?<![a-z])pdate|citation(?:online)?date|postdate|dateposted|fechapublicacion|datepublication)$"
)
_META_CREATED = re.compile(
    r"(?:^|dc|dcterms|article|og|outbrain)(?:date|datecreated|createddate|created|uploaddate|releasedate|displaydate|dateavailable)$"
)
_META_UPDATED = re.compile(
    r"(?:(?:modified|updated?|modification)(?:time|date|at)?|date(?:modified|updated?|lastmodified)|moddate|lastmod|lastmodified|lastupdated(?:date)?"
    r"|revisiondate|utime)$"
)
_META_OTHER = re.compile(r"last|republish|modif|updat|expir|unpublish")
_NOT_ALNUM = re.compile(r"[^a-z0-9]")
_STATE_PUBLISHED = re.compile(
    r"[\"'](?:date_?[pP]ublished(?:ISO)?|(?:first|original|initial)?_?[pP]ublish(?:ed)?_?(?:At|at|On|on|Date|date|Time|time|DateTime|_?[tT]imestamp|DateISO)"
    r"|first_?[pP]ublished|firstPublished(?:Date|At)?|publication_?(?:Date|date|Time|time)|pub_?[dD]ate|datePublish|publishTime|display_?[dD]ate"
    r"|postDate|post_date|datePosted|articlePublishDate|article_?date|createdAt|created_at|date_?[cC]reated|dateCreated)\\?[\"']\s*:\s*"
    r"(?:\\?[\"'](?P<text>[^\"'\\<]{8,40})\\?[\"']|(?P<epoch>\d{10}(?:\d{3})?)\b)"
)
# The same where a script writes its keys bare: publishTime: '...', var firstPub = new Date('...'). It begins with letters: that is fast.
_SCRIPT_PUBLISHED = re.compile(
    r"ub(?:(?<=[pP]ub)(?:lish(?:ed)?_?(?:[aA]t|[oO]n|[dD]ate|[tT]ime)|lication_?(?:[dD]ate|[tT]ime)|_?[dD]ate|_?[tT]ime)|(?<=irst[pP]ub)(?:lished)?)"
    r"\s*[:=]\s*(?:new\s+Date\(\s*)?(?:[\"'](?P<text>[^\"'\\<]{8,40})[\"']|(?P<epoch>\d{10}(?:\d{3})?)\b)"
)
_KEY_START = re.compile(r"(?:^|[^\w.\-?&$])(?!un|re)[A-Za-z_]{1,16}$")
_STATE_CHARS = 400_000
_STATE_HITS = 6
_URL_DAY = re.compile(
    r"(?<!\d)(?P<y>19[89]\d|20\d\d)(?:(?P<s>[/_.-])(?P<m>0?[1-9]|1[0-2])(?P=s)(?P<d>0?[1-9]|[12]\d|3[01])(?!\d)"
    r"(?:(?!-)|(?<=/0\d)|(?<=[_.-]\d)|(?<=[_.-]\d\d))"  # not the 5 of /2023/10/5-things-to-know
    r"|/?(?P<cm>0[1-9]|1[0-2])/?(?P<cd>0[1-9]|[12]\d|3[01])(?!\d))"
)
_URL_DAY_FIRST = re.compile(r"(?<!\d)(?P<d>0[1-9]|[12]\d|3[01])[-_/.](?P<m>0[1-9]|1[0-2])[-_/.](?P<y>19[89]\d|20\d\d)(?!\d)")
_URL_DAY_IN_SECTION = re.compile(r"/(?P<y>19[89]\d|20\d\d)/[a-z][\w-]{1,30}/(?P<m>0?[1-9]|1[0-2])/(?P<d>0?[1-9]|[12]\d|3[01])/", re.I)
_URL_MONTH_WORD = re.compile(r"/(?P<y>19[89]\d|20\d\d)/(?P<w>[a-z]{3,9})/(?P<d>\d{1,2})(?!\d)", re.I)


def _jsonld(names: Sequence[str], nodes: Callable[[View], Iterable[jsonld.Node]]) -> Callable[[View], list[Raw]]:
    def find(view: View) -> list[Raw]:
        return [value for node in nodes(view) for name in names for value in _scalars(node.get(name))]

    return find


def _scalars(value: Any) -> Iterator[Raw]:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        yield value
    else:
        yield from jsonld.strings(value)


def _article_nodes(view: View) -> list[jsonld.Node]:
    """Article nodes, those with the page's own headline before the cards of a list."""
    if len(view.ld_articles) < 2:
        return view.ld_articles
    titles = [one_line(title).casefold() for title in (*view.meta.get("og:title", ())[:1], view.tree.findtext(".//title") or "")]

    def is_card(node: jsonld.Node) -> bool:
        headline = one_line(next(jsonld.strings(node.get("headline") or node.get("name")), "")).casefold()
        return not headline or not any(headline in title or (title and title in headline) for title in titles)

    return sorted(view.ld_articles, key=is_card)


def _other_nodes(view: View) -> list[jsonld.Node]:
    told = [id(node) for node in view.ld_articles]
    return [node for node in view.ld if id(node) not in told and not jsonld.types(node) & {"comment", "review", "event", "product"}]


def _meta(pattern: re.Pattern[str]) -> Callable[[View], list[Raw]]:
    """Contents of meta elements whose name, without punctuation, the pattern finds; names with "article" or "publish" first."""

    published = pattern is not _META_UPDATED

    def find(view: View) -> list[Raw]:
        named = [(_NOT_ALNUM.sub("", name), values) for name, values in view.meta.items()]
        hits = [(name, values) for name, values in named if pattern.search(name) and not (published and _META_OTHER.search(name))]
        hits.sort(key=lambda one: not one[0].startswith(("article", "ogarticle", "datepub")))
        return [value for _, values in hits for value in values[:2]]

    return find


def _microdata(*names: str) -> Callable[[View], list[Raw]]:
    def find(view: View) -> list[Raw]:
        return [text for item in view.microdata_articles[:3] for name in names if (text := item.text(name))]

    return find


def _state(pattern: re.Pattern[str], bare: bool = False) -> Callable[[View], list[Raw]]:
    """Values of a publishing key in scripts and data attributes, in the order of the page; bounded."""

    def find(view: View) -> list[Raw]:
        found: list[Raw] = []
        text = view.text[:_STATE_CHARS]
        for match in pattern.finditer(text):
            if bare and not _KEY_START.search(text[max(0, match.start() - 16) : match.start()]):
                continue
            found.append(match["text"] or int(match["epoch"]))
            if len(found) >= _STATE_HITS:
                break
        return found

    return find


def _address_day(view: View) -> list[str]:
    path = unquote(urlsplit(view.url).path)
    for pattern in (_URL_DAY, _URL_DAY_FIRST, _URL_DAY_IN_SECTION):
        match = pattern.search(path)
        if match:
            groups = match.groupdict()
            month, day = groups["m"] or groups.get("cm"), groups["d"] or groups.get("cd")
            return [f"{groups['y']}-{month:0>2}-{day:0>2}"]
    match = _URL_MONTH_WORD.search(path)
    return [f"{match['d']} {match['w']} {match['y']}"] if match else []


def _feed(view: View) -> str | None:
    return _hinted(view.page.hints.published)


def _feed_updated(view: View) -> str | None:
    return _hinted(view.page.hints.updated)


def _hinted(at: datetime | None) -> str | None:
    """A list's date; midnight UTC is how a list's readers write a day."""
    if at is None:
        return None
    return at.date().isoformat() if at.time() == time() else at.isoformat()


_TOLD: tuple[Rule[Raw], ...] = (
    Rule("config/sites", site("published")),
    Rule("jsonld/datePublished", _jsonld(("datePublished",), _article_nodes)),
    Rule("meta/published", _meta(_META_PUBLISHED)),
    Rule("microdata/datePublished", _microdata("datepublished", "datePublished")),
    Rule("jsonld/other", _jsonld(("datePublished", "uploadDate"), _other_nodes)),
    Rule("jsonld/dateCreated", _jsonld(("dateCreated",), _article_nodes)),
)
_SHOWN: tuple[Rule[Raw], ...] = (
    Rule("address", _address_day),
    Rule("time", partial(time_elements, updated=False)),
    Rule("feed", _feed),
    Rule("meta/date", _meta(_META_CREATED)),
    Rule("microdata/dateCreated", _microdata("dateCreated", "datecreated")),
    Rule("text/label", labelled),
    Rule("text/heading", near_heading),
    Rule("text/label below", partial(labelled, below=True)),
    Rule("state", _state(_STATE_PUBLISHED)),
    Rule("time/early", partial(time_elements, updated=False, near=False)),
    Rule("text", shown),
    Rule("text/dateline", datelines),
)
_ADDRESS_MONTH: Rule[Raw] = Rule("address/month", address_month)
_LAST: tuple[Rule[Raw], ...] = (
    Rule("address/number", address_number),
    _ADDRESS_MONTH,
    Rule("script", _state(_SCRIPT_PUBLISHED, bare=True)),
    Rule("title", titled),
    Rule("aside/label", aside_label),
    Rule("text/only", only_day),
    Rule("meta/last change", _meta(_META_UPDATED)),
    Rule("text/foot", footed),
    Rule("aside/time", aside_time),
    Rule("htmldate", heuristic),
)
_UPDATED: tuple[Rule[Raw], ...] = (
    Rule("config/sites", site("updated")),
    Rule("jsonld/dateModified", _jsonld(("dateModified",), _article_nodes)),
    Rule("meta/updated", _meta(_META_UPDATED)),
    Rule("microdata/dateModified", _microdata("dateModified", "datemodified")),
    Rule("jsonld/other", _jsonld(("dateModified",), _other_nodes)),
)
_UPDATED_SHOWN: tuple[Rule[Raw], ...] = (
    Rule("time", partial(time_elements, updated=True)),
    Rule("feed", _feed_updated),
    Rule("text/label", partial(labelled, updated=True)),
    Rule("text/label below", partial(labelled, updated=True, below=True)),
)


def find_published(view: View) -> Found[Published] | None:
    """The instant of first publication, or None."""
    habits = habits_of(view)
    clean = partial(_clean, habits=habits, view=view)
    told = list(candidates(_TOLD, view, clean))
    modified = [one.value for one in candidates(_UPDATED, view, clean)]
    told = not_modified(told, modified)
    best = most_exact(settled(told))
    every = told
    if best is None or best.value.precision == "day" or best.value.offset is None:
        every = [*told, *candidates(_SHOWN, view, clean)]
        best = most_exact(settled(every))
    if best is None:  # what nothing but the address decides stays undecided
        decided = (one for one in candidates((_ADDRESS_MONTH,) if every else _LAST, view, clean) if one.value.swapped is None)
        every = [Found(replace(one.value, precision="day", offset=None), one.by) for one in islice(decided, 1)]
        best = most_exact(every)
    if best is None:
        return None
    others = [one.value for one in every]
    return Found(in_utc(best.value, [*others, *modified], habits, time_zone_country(view)), best.by)


def find_updated(view: View, published: Published | None) -> Found[Published] | None:
    """The instant of the last change that the page tells, or None; never one before ``published``."""
    habits = habits_of(view)
    clean = partial(_clean, habits=habits, view=view)
    found = settled(list(candidates(_UPDATED, view, clean))) or settled(list(candidates(_UPDATED_SHOWN, view, clean)))
    best = most_exact(found)
    if best is None:
        return None
    told = [one.value for one in candidates(_TOLD, view, clean)]
    updated = in_utc(best.value, [*(one.value for one in found), *told], habits, time_zone_country(view))
    if published is not None and (updated.at.date() if updated.precision == "day" else updated.at) < (
        published.at.date() if updated.precision == "day" else published.at
    ):
        return None
    return Found(updated, best.by)


def _clean(raw: Raw, habits: Habits, view: View) -> Stamp | None:
    stamp = raw if isinstance(raw, Stamp) else parse(raw, habits)
    return believable(stamp, view.page.fetched_at)
