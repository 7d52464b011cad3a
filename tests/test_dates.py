"""Dates: texts beside the moments they name, and small pages beside what may be believed of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from crawler.date_words import ZONE_OF_COUNTRY
from crawler.items import Hints, Page, Published
from pipelines.extract import date_places
from pipelines.extract.date_text import Habits, parse, stamps, zone_offset
from pipelines.extract.dates import find_published, find_updated
from pipelines.extract.view import View

US = Habits("en", "us")
NO_HINTS = Hints()
NOW = datetime(2026, 6, 1, tzinfo=UTC)

# Text -> wall clock, and hours from UTC where the text states them ("day" for a day without time).
TEXTS = [
    ("2021-09-14T10:00:00Z", "2021-09-14 10:00:00", 0),
    ("2021-09-14T10:00Z", "2021-09-14 10:00:00", 0),
    ("2021-09-14T10:00:00.123Z", "2021-09-14 10:00:00", 0),
    ("2021-09-14T10:00:00,5+02:00", "2021-09-14 10:00:00", 2),
    ("2021-09-14T10:00:00+0200", "2021-09-14 10:00:00", 2),
    ("2021-09-14T10:00:00+05:30", "2021-09-14 10:00:00", 5.5),
    ("2021-09-14T10:00:00−03:00", "2021-09-14 10:00:00", -3),
    ("2021-09-14T10:00:00Z[UTC]", "2021-09-14 10:00:00", 0),
    ("2021-09-14T10:00:00 GMT", "2021-09-14 10:00:00", 0),
    ("2021-09-14 10:00:00 +01:00", "2021-09-14 10:00:00", 1),
    ("2021-09-14 10:00", "2021-09-14 10:00:00", None),
    ("2021-09-14 10:00:00.0", "2021-09-14 10:00:00", None),
    ("2021-09-14T10:30:00 Europe/Berlin", "2021-09-14 10:30:00", 2),
    ("2021-01-14 10:30:00 America/New_York", "2021-01-14 10:30:00", -5),
    ("2021-09-14T24:00:00", "2021-09-15 00:00:00", None),
    ("2021-9-4T1:05:06Z", "2021-09-04 01:05:06", 0),
    ("2021/09/14 10:30:00", "2021-09-14 10:30:00", None),
    ("20210914T1030", "2021-09-14 10:30:00", None),
    ("20210914T100000Z", "2021-09-14 10:00:00", 0),
    ("20210914103000", "2021-09-14 10:30:00", None),
    ("202109141030", "2021-09-14 10:30:00", None),
    ("20210914", "2021-09-14 00:00:00", "day"),
    ("2021-09-14", "2021-09-14 00:00:00", "day"),
    ("1631613600", "2021-09-14 10:00:00", 0),
    ("1631613600000", "2021-09-14 10:00:00", 0),
    ("1631613600000000", "2021-09-14 10:00:00", 0),
    ("1631613600.25", "2021-09-14 10:00:00", 0),
    (1631613600, "2021-09-14 10:00:00", 0),
    ("۱ فروردین ۱۳۹۹", "2020-03-20 00:00:00", "day"),
    ("30 اسفند 1403", "2025-03-20 00:00:00", "day"),
    ("2 تير 1399 - 2:09:08 ب.ظ", "2020-06-22 14:09:08", None),
    ("/Date(1631613600000)/", "2021-09-14 10:00:00", 0),
    ("Tue, 14 Sep 2021 10:00:00 GMT", "2021-09-14 10:00:00", 0),
    ("Tue, 14 Sep 2021 10:00:00 -0700", "2021-09-14 10:00:00", -7),
    ("Tue Sep 14 21:30:09 EST 2021", "2021-09-14 21:30:09", -5),
    ("Tue Sep 14 21:30:09 +0000 2021", "2021-09-14 21:30:09", 0),
    ("Tue Sep 14 2021 10:00:00 GMT+0200 (CEST)", "2021-09-14 10:00:00", 2),
    ("14/Sep/2021:10:30:00 +0200", "2021-09-14 10:30:00", 2),
    ("14-Sep-21 10:30", "2021-09-14 10:30:00", None),
    ("September 14, 2021 10:30 AM EDT", "2021-09-14 10:30:00", -4),
    ("Sept. 14, 2021", "2021-09-14 00:00:00", "day"),
    ("Sep 14, 2021 at 10:30am", "2021-09-14 10:30:00", None),
    ("Aug 5, 2014, 7 p.m. PT", "2014-08-05 19:00:00", -7),
    ("Updated 2:15 p.m. ET, Tue January 12, 2021", "2021-01-12 14:15:00", -5),
    ("10:30 AM EST, Jan. 14, 2021", "2021-01-14 10:30:00", -5),
    ("12:00 AM, January 5, 2021", "2021-01-05 00:00:00", None),
    ("12:30 PM on January 5, 2021", "2021-01-05 12:30:00", None),
    ("14:30, 5 January 2021", "2021-01-05 14:30:00", None),
    ("Published 14th of September, 2021", "2021-09-14 00:00:00", "day"),
    ("14 SEPTEMBER 2021", "2021-09-14 00:00:00", "day"),
    ("Tuesday 14 September 2021 10.30 BST", "2021-09-14 10:30:00", 1),
    ("14 Sept 2021 | 10:30 CEST", "2021-09-14 10:30:00", 2),
    ("9/14/21 3:05 pm ET", "2021-09-14 15:05:00", -4),
    ("9/14/2021 3:05:00 PM", "2021-09-14 15:05:00", None),
    ("31/12/2021 23:59", "2021-12-31 23:59:00", None),
    ("14-09-2021", "2021-09-14 00:00:00", "day"),
    ("14/9/2021 14:30 (GMT+7)", "2021-09-14 14:30:00", 7),
    ("14.09.2021, 14:30 Uhr", "2021-09-14 14:30:00", None),
    ("14.09.21, 10:30", "2021-09-14 10:30:00", None),
    ("14. September 2021 um 14.30 Uhr MESZ", "2021-09-14 14:30:00", 2),
    ("14. Jänner 2021", "2021-01-14 00:00:00", "day"),
    ("5. März 2021", "2021-03-05 00:00:00", "day"),
    ("Le 14 septembre 2021 à 14h30", "2021-09-14 14:30:00", None),
    ("mardi 14 septembre 2021 à 14 h 30", "2021-09-14 14:30:00", None),
    ("1er août 2021", "2021-08-01 00:00:00", "day"),
    ("14 de septiembre de 2021 a las 10:30", "2021-09-14 10:30:00", None),
    ("1 de março de 2021 às 10h30", "2021-03-01 10:30:00", None),
    ("14 settembre 2021 alle 10:30", "2021-09-14 10:30:00", None),
    ("14 september 2021 om 10.30 uur", "2021-09-14 10:30:00", None),
    ("14 września 2021, 10:30", "2021-09-14 10:30:00", None),
    ("14 października 2021", "2021-10-14 00:00:00", "day"),
    ("14. září 2021 10:30", "2021-09-14 10:30:00", None),
    ("14. sep. 2021 kl. 10:30", "2021-09-14 10:30:00", None),
    ("14 maj 2021 kl 10.30", "2021-05-14 10:30:00", None),
    ("14. syyskuuta 2021 klo 10.30", "2021-09-14 10:30:00", None),
    ("14.9.2021 klo 10.30", "2021-09-14 10:30:00", None),
    ("14 Eylül 2021 Salı 10:30", "2021-09-14 10:30:00", None),
    ("14 сентября 2021 г. в 10:30 МСК", "2021-09-14 10:30:00", 3),
    ("14 вересня 2021, 10:30", "2021-09-14 10:30:00", None),
    ("2021. szeptember 14. 10:30", "2021-09-14 10:30:00", None),
    ("2021 m. rugsėjo 14 d. 10:30", "2021-09-14 10:30:00", None),
    ("14 Μαΐου 2021, 10:30", "2021-05-14 10:30:00", None),
    ("14 septembrie 2021", "2021-09-14 00:00:00", "day"),
    ("14 tháng 9, 2021", "2021-09-14 00:00:00", "day"),
    ("14 Agustus 2021", "2021-08-14 00:00:00", "day"),
    ("2020年7月1日 10時00分", "2020-07-01 10:00:00", None),
    ("2021年9月14日（火）15時5分", "2021-09-14 15:05:00", None),
    ("2021年9月14日 下午3:05", "2021-09-14 15:05:00", None),
    ("2021년 9월 14일", "2021-09-14 00:00:00", "day"),
    ("2025. 1. 31. 오후 3:05", "2025-01-31 15:05:00", None),
    ("오전 10:05 2021.09.14", "2021-09-14 10:05:00", None),
    ("١٤ سبتمبر ٢٠٢١", "2021-09-14 00:00:00", "day"),
    ("۱۴ سپتامبر ۲۰۲۱", "2021-09-14 00:00:00", "day"),
    ("14 กันยายน 2564", "2021-09-14 00:00:00", "day"),
    ("14 सितंबर 2021, 10:30 IST", "2021-09-14 10:30:00", 5.5),
    ("14 ספטמבר 2021", "2021-09-14 00:00:00", "day"),
]
NOTHING = [
    "",
    "0000-00-00 00:00:00",
    "-62135596800",
    "2021-13-45",
    "version 1.2.2021.4",
    "1,631,613,600",
    "call 555 2021",
    "12 May 1399",
    "31 اسفند 1399",
    "today",
    None,
    True,
]


@pytest.mark.parametrize(("text", "wall", "zone"), TEXTS)
def test_text_names_a_moment(text: object, wall: str, zone: object) -> None:
    stamp = parse(text, US)
    assert stamp is not None
    assert str(stamp.wall) == wall
    assert stamp.precision == ("day" if zone == "day" else "instant")
    assert stamp.offset == (timedelta(hours=zone) if isinstance(zone, (int, float)) else None)


@pytest.mark.parametrize("text", NOTHING)
def test_text_names_nothing(text: object) -> None:
    assert parse(text, US) is None


@pytest.mark.parametrize(
    ("habits", "day", "undecided"),
    [
        (Habits("en", "us"), "2021-03-04", False),
        (Habits("en", "gb"), "2021-04-03", False),
        (Habits("fr", ""), "2021-04-03", False),
        (Habits("en", ""), "2021-04-03", True),
    ],
)
def test_day_and_month_in_the_publishers_order(habits: Habits, day: str, undecided: bool) -> None:
    stamp = parse("3/4/2021", habits)
    assert stamp is not None
    assert (stamp.day.isoformat(), stamp.swapped is not None) == (day, undecided)


@pytest.mark.parametrize(("habits", "month"), [(Habits("pl", "pl"), 11), (Habits("hr", "hr"), 10)])
def test_listopad_depends_on_the_language(habits: Habits, month: int) -> None:
    stamp = parse("5. listopada 2021", habits)
    assert stamp is not None and stamp.day.month == month


def test_zone_name_depends_on_the_country() -> None:
    offsets = [parse("14 May 2021 10:30 IST", Habits("en", country)) for country in ("in", "il", "ie")]
    assert [one.offset for one in offsets if one] == [timedelta(hours=5.5), timedelta(hours=2), timedelta(hours=1)]


def test_every_moment_of_a_text_in_its_order() -> None:
    text = "September 14, 2021, 2:15 PM UTC / Updated Sept. 15, 2021, 3:00 AM UTC"
    assert [str(stamp.wall) for stamp, _ in stamps(text, US)] == ["2021-09-14 14:15:00", "2021-09-15 03:00:00"]


@pytest.mark.parametrize("text", ["1/" * 40_000, "2021-" * 20_000, "de " * 30_000 + "2021", "14 sept " * 10_000, "(" * 60_000 + "2021"])
def test_hostile_text_takes_bounded_time(text: str) -> None:
    start = datetime.now(UTC)
    list(stamps(text, US))
    assert (datetime.now(UTC) - start).total_seconds() < 3


def view(body: str, head: str = "", url: str = "https://daily.example/story", lang: str = "en-us", hints: Hints = NO_HINTS) -> View:
    text = "A paragraph of the story that is long enough to be one, with words upon words and nothing that names a day at all. " * 2
    html = (
        f"<html lang='{lang}'><head><title>Harbour reopens after the storm</title>{head}</head>"
        f"<body>{body.replace('TEXT', f'<p>{text}</p>')}</body></html>"
    )
    return View(Page(url, url, 200, {"content-type": "text/html; charset=utf-8"}, html.encode(), NOW, hints))


def ld(fields: str, kind: str = "NewsArticle") -> str:
    return f'<script type="application/ld+json">{{"@context":"https://schema.org","@type":"{kind}",{fields}}}</script>'


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


H1 = "<h1>Harbour reopens after the storm</h1>"
STORY = f"<article>{H1}TEXT</article>"
CARD = "<aside class='related'><article><h3>Another story</h3><time datetime='2024-12-24T08:00:00Z'>24 Dec 2024</time></article></aside>"
COMMENT = "<div class='comments'><div class='comment'><time datetime='2024-12-25T08:00:00Z'>25 Dec 2024</time></div></div>"

# Name, view -> instant in UTC, precision, zone.
PAGES = [
    ("json-ld", view(STORY, ld('"datePublished":"2024-03-05T10:00:00+02:00"')), "2024-03-05 08:00", "instant", "stated"),
    ("json-ld epoch", view(STORY, ld('"datePublished":1709625600000')), "2024-03-05 08:00", "instant", "stated"),
    ("meta", view(STORY, meta("article:published_time", "2024-03-05T08:00:00Z")), "2024-03-05 08:00", "instant", "stated"),
    ("meta of a house", view(STORY, meta("xy:publishDate", "2024-03-05T08:00:00Z")), "2024-03-05 08:00", "instant", "stated"),
    ("meta sailthru", view(STORY, meta("sailthru.date", "Tue, 05 Mar 2024 08:00:00 +0000")), "2024-03-05 08:00", "instant", "stated"),
    (
        "microdata",
        view(
            f"<div itemscope itemtype='https://schema.org/NewsArticle'>{H1}<span itemprop='datePublished' content='2024-03-05T08:00:00Z'>"
            "5 March</span>TEXT</div>"
        ),
        "2024-03-05 08:00",
        "instant",
        "stated",
    ),
    (
        "meta that tells updates only: never its instant, at last its day",
        view(STORY, meta("dateUpdate", "2024-03-05T08:00:00Z") + meta("lastPublishedDate", "2024-03-05")),
        "2024-03-05 00:00",
        "day",
        "none",
    ),
    (
        "time",
        view(f"<article>{H1}<time datetime='2024-03-05T08:00:00Z'>5 March</time>TEXT</article>"),
        "2024-03-05 08:00",
        "instant",
        "stated",
    ),
    ("time text", view(f"<article>{H1}<time>5 March 2024, 8:00 GMT</time>TEXT</article>"), "2024-03-05 08:00", "instant", "stated"),
    ("comments never", view(STORY + COMMENT), None, "", ""),
    ("copyright never", view(STORY + "<p>© 14 March 2021 Daily Example</p>"), None, "", ""),
    (
        "clock in the head of the page",
        view(
            f"<div><div><div><div><time datetime='2026-05-31T09:00:00Z'>now</time></div></div></div></div><main><div><div><div><div>{H1}"
            "<p class='byline'>5 March 2024</p>TEXT</div></div></div></div></main>"
        ),
        "2024-03-05 00:00",
        "day",
        "none",
    ),
    (
        "byline",
        view(f"<article>{H1}<p class='byline'>By A. Writer | March 5, 2024 8:00 AM UTC</p>TEXT</article>"),
        "2024-03-05 08:00",
        "instant",
        "stated",
    ),
    ("label below", view(f"{STORY}<p>Published on: 5 March 2024</p>"), "2024-03-05 00:00", "day", "none"),
    ("Stand", view(f"{H1}<p>Stand: 5.3.2024</p>TEXT", lang="de"), "2024-03-05 00:00", "day", "none"),
    ("label in the foot", view(f"{H1}TEXT<footer><p>Erschienen am: 05.03.2024</p></footer>", lang="de"), "2024-03-05 00:00", "day", "none"),
    (
        "prose isn't a label",
        view(f"{H1}TEXT<p>{'A report released in the autumn said so, and was ' * 4} published 5 March 2021 by a bank.</p>"),
        None,
        "",
        "",
    ),
    ("address", view(STORY, url="https://daily.example/2024/03/05/story"), "2024-03-05 00:00", "day", "none"),
    ("address, compact", view(STORY, url="https://daily.example/20240305/story"), "2024-03-05 00:00", "day", "none"),
    ("address, number", view(STORY, url="https://daily.example/view/A2024030508000001234"), "2024-03-05 00:00", "day", "none"),
    ("address, month only", view(STORY, url="https://daily.example/2024/03/story"), None, "", ""),
    ("feed", view(STORY, hints=Hints(published=datetime(2024, 3, 5, 8, tzinfo=UTC))), "2024-03-05 08:00", "instant", "stated"),
    ("feed", view(STORY, hints=Hints(published=datetime(2024, 3, 5, tzinfo=UTC))), "2024-03-05 00:00", "day", "none"),
    (
        "state",
        view(STORY + '<script>window.__STATE__={"publishedAt":"2024-03-05T08:00:00Z"}</script>'),
        "2024-03-05 08:00",
        "instant",
        "stated",
    ),
    (
        "state, escaped",
        view(STORY + r'<script>self.f.push("{\"publishedAt\":\"2024-03-05T08:00:00Z\"}")</script>'),
        "2024-03-05 08:00",
        "instant",
        "stated",
    ),
    (
        "future",
        view(STORY, ld('"datePublished":"2031-01-01T00:00:00Z"') + meta("date", "2024-03-05T08:00:00Z")),
        "2024-03-05 08:00",
        "instant",
        "stated",
    ),
    ("before the Web", view(STORY, meta("article:published_time", "1970-01-01T00:00:00Z")), None, "", ""),
    (
        "an instant of the same day beats a day",
        view(STORY, ld('"datePublished":"2024-03-05"') + meta("article:published_time", "2024-03-05T08:00:00Z")),
        "2024-03-05 08:00",
        "instant",
        "stated",
    ),
    ("midnight is a day", view(STORY, meta("article:published_time", "2024-03-05T00:00:00Z")), "2024-03-05 00:00", "day", "none"),
    (
        "address day takes the instant beside it",
        view(
            f"<article>{H1}<time datetime='2024-03-04T23:00:00Z'>5 March</time>TEXT</article>", url="https://daily.example/2024/03/05/story"
        ),
        "2024-03-04 23:00",
        "instant",
        "stated",
    ),
    (
        "zone of the same wall clock",
        view(STORY, ld('"datePublished":"2024-03-05T10:07:00"') + meta("article:published_time", "2024-03-05T10:07:00+02:00")),
        "2024-03-05 08:07",
        "instant",
        "inferred",
    ),
    (
        "zone of the same instant in UTC",
        view(STORY, ld('"datePublished":"2024-03-05T10:07:00"') + meta("article:published_time", "2024-03-05T08:07:00Z")),
        "2024-03-05 08:07",
        "instant",
        "inferred",
    ),
    (
        "zone of the modified time",
        view(STORY, meta("article:published_time", "2024-03-05T10:00:00") + meta("article:modified_time", "2024-03-06T11:00:00+02:00")),
        "2024-03-05 08:00",
        "instant",
        "inferred",
    ),
    (
        "zone of the country",
        view(STORY, meta("article:published_time", "2024-03-05T10:00:00"), url="https://www.zeitung-example.de/a", lang="de"),
        "2024-03-05 09:00",
        "instant",
        "inferred",
    ),
    (
        "zone of a language under one clock",
        view(STORY, meta("article:published_time", "2024-03-05T10:00:00"), lang="zh"),
        "2024-03-05 02:00",
        "instant",
        "inferred",
    ),
    ("no zone", view(STORY, meta("article:published_time", "2024-03-05T10:00:00")), "2024-03-05 10:00", "instant", "none"),
    (
        "undecided day and month, settled by the address",
        view(STORY, meta("article:published_time", "03/05/2024 10:00"), lang="en", url="https://daily.example/2024/03/05/a"),
        "2024-03-05 10:00",
        "instant",
        "none",
    ),
    ("undecided day and month, dropped", view(STORY, meta("article:published_time", "03/05/2024"), lang="en"), None, "", ""),
    (
        "modified time in datePublished",
        view(
            STORY,
            ld('"datePublished":"2024-03-06T09:41:00Z","dateModified":"2024-03-06T09:41:00Z"')
            + meta("article:published_time", "2024-03-05T08:00:00Z"),
        ),
        "2024-03-05 08:00",
        "instant",
        "stated",
    ),
    (
        "the node of this story, not the first of a list",
        view(
            STORY,
            ld('"headline":"Another","datePublished":"2024-01-01T08:00:00Z"')
            + ld('"headline":"Harbour reopens after the storm","datePublished":"2024-03-05T08:00:00Z"'),
        ),
        "2024-03-05 08:00",
        "instant",
        "stated",
    ),
    (
        "updated label isn't published",
        view(f"<article>{H1}<p>Updated: 6 March 2024</p><p>5 March 2024</p>TEXT</article>"),
        "2024-03-05 00:00",
        "day",
        "none",
    ),
    ("nothing", view(STORY), None, "", ""),
]


@pytest.mark.parametrize(("page", "at", "precision", "zone"), [row[1:] for row in PAGES], ids=[row[0] for row in PAGES])
def test_published(page: View, at: str | None, precision: str, zone: str) -> None:
    found = find_published(page)
    if at is None:
        assert found is None
    else:
        assert found is not None
        due = datetime.fromisoformat(at).replace(tzinfo=UTC)
        assert found.value == Published(due, precision, zone)  # type: ignore[arg-type]


ASIDE = "<aside class='sidebar'><p>{}</p></aside>"

# Name, view -> rule of the last resort that speaks ("" for none), and the day.
LAST = [
    ("number in the address", view(STORY, url="https://daily.example/a/N2024030510042"), "address/number", "2024-03-05"),
    (
        "the address's month and the page's only day of it",
        view(STORY + ASIDE.format("05.03.2024 10:00") + ASIDE.format("14.02.2024"), url="https://daily.example/2024/03/story"),
        "address/month",
        "2024-03-05",
    ),
    ("label in a sidebar", view(STORY + ASIDE.format("Published: 5 March 2024") + CARD), "aside/label", "2024-03-05"),
    ("time in a sidebar", view(STORY + ASIDE.format("<time datetime='2024-03-05T10:00:00Z'>today</time>")), "aside/time", "2024-03-05"),
    ("only day on the page", view(STORY + ASIDE.format("5 March 2024")), "text/only", "2024-03-05"),
    ("a clock on the page", view(STORY + ASIDE.format(NOW.strftime("%d %B %Y"))), "", ""),
    ("labelled in the foot", view(STORY + CARD + "<footer>1 May 2023 | Updated: 5 March 2024</footer>"), "text/foot", "2024-03-05"),
    ("several other stories", view(STORY + ASIDE.format("5 March 2024") + ASIDE.format("6 March 2024")), "", ""),
    ("nothing but a card", view(CARD + STORY + COMMENT), "", ""),
    ("day of the last change", view(STORY, meta("article:modified_time", "2024-03-05T08:00:00Z")), "meta/last change", "2024-03-05"),
    ("read in two ways", view(STORY + ASIDE.format("03/04/2024"), lang="en"), "", ""),
]


@pytest.mark.parametrize(("page", "by", "day"), [row[1:] for row in LAST], ids=[row[0] for row in LAST])
def test_last_resort(page: View, by: str, day: str) -> None:
    found = find_published(page)
    assert (found and (found.by, found.value.at.date().isoformat(), found.value.precision)) == ((by, day, "day") if by else None)


@pytest.mark.parametrize("head", [ld('"datePublished":"2024-02-01"'), meta("article:published_time", "2024-02-01T08:00:00Z")])
def test_last_resort_is_silent_beside_evidence(head: str) -> None:
    found = find_published(view(STORY + ASIDE.format("Published: 5 March 2024"), head, url="https://daily.example/2024/03/story"))
    assert found is not None and found.value.at.date().isoformat() == "2024-02-01"


UPDATED = [
    ("json-ld", view(STORY, ld('"datePublished":"2024-03-05T08:00:00Z","dateModified":"2024-03-06T08:00:00Z"')), "2024-03-06 08:00"),
    ("meta", view(STORY, meta("article:modified_time", "2024-03-06T08:00:00Z")), "2024-03-06 08:00"),
    ("og", view(STORY, meta("og:updated_time", "1709712000")), "2024-03-06 08:00"),
    ("label", view(f"<article>{H1}<p>Updated: 6 March 2024 8:00 UTC</p>TEXT</article>"), "2024-03-06 08:00"),
    ("marked time", view(f"<article>{H1}<time class='updated' datetime='2024-03-06T08:00:00Z'>6</time>TEXT</article>"), "2024-03-06 08:00"),
    ("before published", view(STORY, ld('"datePublished":"2024-03-05T08:00:00Z","dateModified":"2024-03-04T08:00:00Z"')), None),
    ("not told", view(STORY, ld('"datePublished":"2024-03-05T08:00:00Z"')), None),
]


@pytest.mark.parametrize(("page", "at"), [row[1:] for row in UPDATED], ids=[row[0] for row in UPDATED])
def test_updated(page: View, at: str | None) -> None:
    published = find_published(page)
    found = find_updated(page, published and published.value)
    assert (found and found.value.at) == (datetime.fromisoformat(at).replace(tzinfo=UTC) if at else None)


def test_every_country_of_one_clock_has_a_zone() -> None:
    assert {country for country in date_places._ONE_CLOCK.values() if country not in ZONE_OF_COUNTRY} == set()
    assert {name for name in ZONE_OF_COUNTRY.values() if zone_offset(name, datetime(2024, 3, 5)) is None} == set()
