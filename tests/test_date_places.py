"""Which day on a page is the story's: small pages with several, beside the one that counts."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from crawler.items import Page
from pipelines.extract.dates import find_published
from pipelines.extract.view import View

H1 = "<h1>Ferry timetable changes in winter</h1>"
TEXT = "<p>" + "A paragraph of the story that is long enough to be one and that names no day at all, whoever reads it. " * 2 + "</p>"


def view(body: str, url: str = "https://ferry.example/story", lang: str = "en", more: str = "", description: str = "") -> View:
    head = f"<title>Ferry timetable changes in winter{more}</title><meta name='description' content='{description}'>"
    html = f"<html lang='{lang}'><head>{head}</head><body>{body}</body></html>"
    return View(Page(url, url, 200, {"content-type": "text/html; charset=utf-8"}, html.encode(), datetime(2026, 6, 1, tzinfo=UTC)))


# Name, view -> day.
PAGES = [
    ("a post in the text is older", view(f"{H1}{TEXT}<blockquote><p>Wow! — Ann (@ann) <a>March 2, 2024</a></p></blockquote>"), None),
    ("so is a listing", view(f"{H1}<p>5 March 2024</p>{TEXT}<pre>2023-01-01 start</pre>"), "2024-03-05"),
    ("only a listing", view(f"{H1}{TEXT}<pre>2023-01-01 start</pre>"), None),
    (
        "a caption's sentence before the byline",
        view(f"{H1}<figure><figcaption>The minister at the harbour on 1 March 2024.</figcaption></figure><p>5 March 2024</p>{TEXT}"),
        "2024-03-05",
    ),
    (
        "the same in a house's own words",
        view(f"{H1}<div class='image-caption'>The minister at the harbour on 1 March 2024.</div><p>5 March 2024</p>{TEXT}"),
        "2024-03-05",
    ),
    (
        "a byline laid out as a caption",
        view(f"{H1}<figure><figcaption>Ann Lee <i>5 March 2024</i></figcaption></figure>{TEXT}"),
        "2024-03-05",
    ),
    (
        "a photo's credit on the line before",
        view(f"<p>© Ann Lee</p><div><span>05.03.2024</span> | Harbour {H1}</div>{TEXT}", lang="de"),
        "2024-03-05",
    ),
    (
        "a link to the comments around the day",
        view(f"<header>{H1}<p><span class='entry-comments-link'>5 March 2024</span></p></header>{TEXT}"),
        "2024-03-05",
    ),
    (
        "the last change hidden before the day",
        view(f"{H1}<p><span class='updated hidden'>2024-03-01T10:00:00+00:00</span> <span>5 March 2024</span></p>{TEXT}"),
        "2024-03-05",
    ),
    ("only the last change", view(f"{H1}<p><span class='updated'>5 March 2024</span></p>{TEXT}"), "2024-03-05"),
    (
        "a sentence in a line beside the headline",
        view(f"{H1}<p>The company that runs both lines had announced the change as early as 1 March 2024.</p><p>5 March 2024</p>{TEXT}"),
        "2024-03-05",
    ),
    (
        "an event's date in the text",
        view(
            f"{H1}<p><a>5. März 2024</a></p>{TEXT}{TEXT}<ul><li>Belichtung: 3 Minuten</li><li>Datum: 1. Februar 2024</li></ul>", lang="de"
        ),
        "2024-03-05",
    ),
    ("until when a film may be seen", view(f"{H1}<p>Verfügbar bis 09.09.2024</p><p>Stand: 05.03.2024</p>{TEXT}", lang="de"), "2024-03-05"),
    ("an offer that ends", view(f"{H1}{TEXT}<p>Valid until 9 September 2024</p>"), None),
    ("a slug that begins with a number", view(f"{H1}{TEXT}", "https://ferry.example/2024/03/5-things-to-know/"), None),
    ("a slug after a padded day", view(f"{H1}{TEXT}", "https://ferry.example/2024/03/05-ferries.html"), "2024-03-05"),
    ("a day as a folder", view(f"{H1}{TEXT}", "https://ferry.example/2024/3/5/ferries"), "2024-03-05"),
    (
        "a section between year and month",
        view(f"{H1}{TEXT}", "https://ferry.example/2024/TRANSPORT/03/05/more.ferries/index.html"),
        "2024-03-05",
    ),
    ("two numbers behind a section that are no day", view(f"{H1}{TEXT}", "https://ferry.example/2024/transport/13/5/more"), None),
    ("an article number in the query", view(f"{H1}{TEXT}", "https://ferry.example/hl?a=20240305-00012345-reg"), "2024-03-05"),
    ("the day that a list shows, in the query", view(f"{H1}{TEXT}", "https://ferry.example/hl?startdate=20240305-1"), None),
    ("a title beside a short form", view(f'{H1}<div class="timestamp" title="2024-03-05T1603Z">Mar 5, 4:03 PM</div>{TEXT}'), "2024-03-05"),
    ("a title on something else", view(f'{H1}<p>6 March 2024</p><i class="row" title="2024-03-05 16:03:00">16:03</i>{TEXT}'), "2024-03-06"),
    ("a bare key in a script", view(f"{H1}{TEXT}<script>var page = {{id: 7, publishTime: '2024-03-05 08:00'}};</script>"), "2024-03-05"),
    (
        "a variable in a script",
        view(f"{H1}{TEXT}<script>var ferryFirstPub = new Date('Tue Mar 05 19:08:33 EST 2024');</script>"),
        "2024-03-05",
    ),
    ("another key in a script", view(f"{H1}{TEXT}<script>var page = {{unpublishDate: '2024-03-05 08:00'}};</script>"), None),
    ("dots on a page of the United States", view(f"{H1}<p>03.05.2024</p>{TEXT}", lang="en-US"), None),
    ("dots, settled by the address", view(f"{H1}<p>03.05.24</p>{TEXT}", "https://ferry.example/2024/03/05/x", "en-US"), "2024-03-05"),
    (
        "dots, settled by the address's month",
        view(f"{H1}<p>04.03.2024</p>{TEXT}", "https://ferry.example/2024/03/x", "en-US"),
        "2024-03-04",
    ),
    ("the default locale at a country's own address", view(f"{H1}<p>05/03/2024</p>{TEXT}", "https://ferry.de/x", "en-US"), "2024-03-05"),
    ("English of a country that writes the day first", view(f"{H1}<p>05/03/2024</p>{TEXT}", "https://ferry.nl/x", "en"), "2024-03-05"),
]
TITLED = [
    ("set off in the title", view(f"{H1}{TEXT}", more=" - 05.03.2024 - Gazette", lang="de"), "2024-03-05"),
    ("in the title's brackets", view(f"{H1}{TEXT}", more=" (Gazette, 5 March 2024)"), "2024-03-05"),
    ("in a sentence of the title", view(f"{H1}{TEXT}", more=" from 5 March 2024"), None),
    ("in the description's brackets", view(f"{H1}{TEXT}", description="Ferries (news of 5 March 2024)"), "2024-03-05"),
    ("in a sentence of the description", view(f"{H1}{TEXT}", description="The ferries leave later from 5 March 2024 on"), None),
    ("never beside the story's own day", view(f"{H1}<p>6 March 2024</p>{TEXT}", more=" - 5 March 2024"), "2024-03-06"),
]
PAGES += TITLED


@pytest.mark.parametrize(("page", "day"), [row[1:] for row in PAGES], ids=[row[0] for row in PAGES])
def test_the_story_s_day(page: View, day: str | None) -> None:
    found = find_published(page)
    assert (None if found is None else found.value.at.date().isoformat()) == day
