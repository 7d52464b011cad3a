"""What a title says beside its headline, and what the page shows of the headline itself."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest

from crawler.items import Page
from pipelines.extract.headings import h1, home_headings, marked, title_element
from pipelines.extract.title import find_title
from pipelines.extract.view import View

URL = "https://www.kestrel-post.com/politics/2024/05/river-bridge"
PARAGRAPHS = f"<p>{'The bridge over the river is open again. ' * 3}</p>" * 3

CHINESE = f"<p>{'河上的大桥在三年之后重新通车。' * 3}</p>" * 3


def page(head: str = "", body: str = "", url: str = URL) -> View:
    text = f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"
    return View(Page(url, url, 200, {"content-type": "text/html; charset=utf-8"}, text.encode(), datetime(2024, 5, 2, tzinfo=UTC)))


def found(head: str = "", body: str = "", url: str = URL) -> str | None:
    title = find_title(page(head, body, url))
    return title.value if title else None


def og(text: str) -> str:
    return f'<meta property="og:title" content="{text}">'


def named(text: str) -> str:
    return f'<meta property="og:site_name" content="{text}">'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # outlets and their channels, one or several at the end
        ("大桥三年后重新通车_鸢报网", "大桥三年后重新通车"),
        ("大桥三年后重新通车-山谷网", "大桥三年后重新通车"),
        ("大桥三年后重新通车 - 山谷省人民政府门户网站", "大桥三年后重新通车"),
        ("大桥三年后重新通车_社会频道_鸢报网", "大桥三年后重新通车"),
        ("大桥三年后重新通车--时政--鸢报官网", "大桥三年后重新通车"),
        ("大桥三年后终于重新通车|大桥|通车|山谷_鸢报新闻", "大桥三年后终于重新通车"),
        ("大桥三年后重新通车_政务_鸢报新闻-The Kite", "大桥三年后重新通车"),
        ("大橋三年後重新通車 | 生活 | 鳶報新聞網", "大橋三年後重新通車"),
        ("橋が三年ぶりに再開｜鳶ニュース", "橋が三年ぶりに再開"),
        ("橋が三年ぶりに再開：谷新聞デジタル", "橋が三年ぶりに再開"),
        ("다리가 삼 년 만에 다시 열렸다 - 솔개신문", "다리가 삼 년 만에 다시 열렸다"),
        ("다리가 삼 년 만에 다시 열렸다 : 뉴스 : 솔개닷컴", "다리가 삼 년 만에 다시 열렸다"),
        ("다리가 삼 년 만에 다시 열렸다 - 솔개일보 - 사회 > 사진", "다리가 삼 년 만에 다시 열렸다"),
        ("橋が三年ぶりに再開した｜【鳶新聞me】", "橋が三年ぶりに再開した"),
        ("大桥重新通车-山谷日报社", "大桥重新通车"),
        ("大橋重新通車了 - 生活 - 自由鳶報電子報", "大橋重新通車了"),
        ("Kestrel Post - News - Bridge reopens", "Bridge reopens"),
        ("솔개일보 모바일 :: 다리가 삼 년 만에 다시 열렸다", "다리가 삼 년 만에 다시 열렸다"),
        ("新闻 | 大桥", "新闻 | 大桥"),
        ("The Kestrel of Post - why the bridge reopens", "why the bridge reopens"),
        # what isn't one
        ("橋が三年ぶりに再開した（鳶新聞）", "橋が三年ぶりに再開した（鳶新聞）"),
        ("专家谈青少年健康：请不要整天上网", "专家谈青少年健康：请不要整天上网"),
        ("鸢报|大桥三年后重新通车新闻", "鸢报|大桥三年后重新通车新闻"),
        ("河上的大桥终于重新通车_第二集", "河上的大桥终于重新通车_第二集"),
        # hosts
        ("Bridge reopens - valley.kestrel-post.com", "Bridge reopens"),
        ("Bridge reopens | othernews.org", "Bridge reopens"),
        ("大桥三年后重新通车Kite-KITE.NET", "大桥三年后重新通车Kite"),
        ("Why it - Node.js", "Why it - Node.js"),
        # days and sections beside the site's name
        ("Bridge reopens after storm - 07.12.2023 - Kestrel Post", "Bridge reopens after storm"),
        ("Bridge reopens after storm - 7 Dec 2023 - Kestrel Post", "Bridge reopens after storm"),
        ("Bridge reopens after storm - News - Kestrel Post - Upton, MA", "Bridge reopens after storm"),
        ("Bridge reopens after storm | Kestrel Post Sports", "Bridge reopens after storm"),
        ("Bridge reopens after storm - Valley News - Kestrel Post", "Bridge reopens after storm"),
        ("솔개 마을 다리가 다시 열렸다 < 사회 < 기사본문 - 솔개뉴스", "솔개 마을 다리가 다시 열렸다"),
        # what says but that there are news
        ("bridge reopens after storm - latest news", "bridge reopens after storm"),
        ("Köprü üç yıl sonra açıldı - Son Dakika Haberleri", "Köprü üç yıl sonra açıldı"),
        ("Мост снова открыт после ремонта | Последние новости", "Мост снова открыт после ремонта"),
        ("नदी पर बना पुल फिर खुला | ताजा समाचार", "नदी पर बना पुल फिर खुला"),
        ("the river bridge - today live", "the river bridge - today live"),
        ("the river bridge - good news", "the river bridge - good news"),
        # colons of blogs
        ("Bridge reopens after storm: Kestrel Post", "Bridge reopens after storm"),
        ("Kestrel Post: bridge reopens after storm", "bridge reopens after storm"),
        ("Storm: bridge reopens after three years", "Storm: bridge reopens after three years"),
        # scripts without capitals
        ("نهر المدينة يعود إلى مجراه القديم – الباز", "نهر المدينة يعود إلى مجراه القديم"),
        ("नदी पर बना पुल तीन साल बाद फिर खुला - चील", "नदी पर बना पुल तीन साल बाद फिर खुला"),
        # an old WordPress, marks, separators that hang
        ("Some Notes » Blog Archive » Bridge reopens", "Bridge reopens"),
        ("▷ Bridge reopens", "Bridge reopens"),
        ("Bridge reopens -", "Bridge reopens"),
        ("Bridge reopens | ", "Bridge reopens"),
    ],
)
def test_a_title_element_that_stands_alone(text: str, expected: str) -> None:
    assert found(f"<title>{text}</title>") == expected


@pytest.mark.parametrize(
    ("text", "site", "expected"),
    [
        ("Podul este deschis - Vulturul Văii - Cotidian", "VULTURUL VĂII", "Podul este deschis"),
        ("Țara și podul - Ştirile Ţării", "Știrile Țării", "Țara și podul"),
        ("Bridge reopens - Kestrel’s Post", "Kestrel's Post", "Bridge reopens"),
        (
            "Bridge reopens - Valley Heron - The independent daily of the valley, its hills and the coast behind",
            "Valley Heron - The independent daily of the valley, its hills and the coast behind",
            "Bridge reopens",
        ),
        ("Bridge reopens | Valley Heron", "Valley Heron | News of the valley", "Bridge reopens"),
        ("خبرگزاري كبك - پل رودخانه باز شد", "خبرگزاری کبک", "پل رودخانه باز شد"),
    ],
)
def test_spellings_of_the_name(text: str, site: str, expected: str) -> None:
    assert found(og(text) + named(site), url="https://vh.example/a") == expected


@pytest.mark.parametrize(
    ("title", "body", "expected"),
    [
        ("Bridge reopens after storm / Valley / Other Desk", "<h2>Bridge reopens after storm</h2>", "Bridge reopens after storm"),
        ("Bridge reopens after storm – the other desk", '<div class="tit">Bridge reopens after storm</div>', "Bridge reopens after storm"),
        ("大桥三年后重新通车-KITE 山谷技术", "<h4>大桥三年后重新通车</h4>", "大桥三年后重新通车"),
        ("大桥三年后重新通车 山谷办事处", "<span>大桥三年后重新通车</span>", "大桥三年后重新通车"),
        ("山谷消息--最新大桥三年后重新通车", "<div>最新大桥三年后重新通车</div>", "最新大桥三年后重新通车"),
        # a link to it, a shorter part, the site's own heading say nothing
        ("Bridge reopens after storm – and then?", '<a href="/b">Bridge reopens after storm</a>', "Bridge reopens after storm – and then?"),
        ("Review – a quiet book about bridges", "<h3>Review</h3>", "Review – a quiet book about bridges"),
        ("Thoughts of a bridge builder – iron and rust", "<h1>iron and rust</h1><h2>Thoughts of a bridge builder</h2>", None),
        ("Storm – why the bridge was closed", "<p>why the bridge was closed</p><h1>Storm – why the bridge was closed</h1>", None),
    ],
)
def test_the_part_that_the_page_shows(title: str, body: str, expected: str | None) -> None:
    assert found(f"<title>{title}</title>", body) == (expected or title)


@pytest.mark.parametrize(
    "rest", ["- Long Road", "| Ann Mary Lee", "| World politics", "- Upton News", "| Kestrel Post | Ann Lee", "- Road"]
)
def test_what_a_shared_title_adds_to_the_heading_goes(rest: str) -> None:
    head = og(f"One Hundred {rest}") + f"<title>One Hundred {rest} | Kestrel Post</title>"
    assert found(head, "<h1>One Hundred</h1>") == "One Hundred"


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        # an h1 that links to the front page is the site's
        (
            "<title>Old Thoughts: a bridge reopens</title>",
            '<h1><a href="/">Old Thoughts</a></h1><h3>a bridge reopens</h3>',
            "a bridge reopens",
        ),
        ("<title>A bridge « old thoughts</title>", '<h1><a href="/" rel="home">old thoughts</a></h1>', "A bridge « old thoughts"),
        ("", '<a href="https://www.kestrel-post.com"><h1>Old Thoughts</h1></a><h1>A bridge reopens</h1>', "A bridge reopens"),
        ("", '<h1><a href="/politics/2024/05/river-bridge">A bridge reopens</a></h1>', "A bridge reopens"),
        # drawings and styles
        ("", "<svg><g><title>Menu</title></g></svg><title>A bridge reopens</title>", "A bridge reopens"),
        ("<title> </title>", "<title>A bridge reopens</title>", "A bridge reopens"),
        ("", "<h1><svg><style>.logo { fill: red }</style></svg></h1>", None),
        ("", "<h1><style>.logo { fill: red }</style>A bridge reopens</h1>", "A bridge reopens"),
        ("", '<h1>A bridge reopens<a class="headerlink" href="#b">¶</a></h1>', "A bridge reopens"),
        # generic titles
        ("<title>Untitled Document</title>", "<h1>A bridge reopens</h1>", "A bridge reopens"),
        ("<title>Home</title>", "", "Home"),
        # an element marked as the headline, where nothing else has it
        ("", f'<div class="entry-title">A bridge reopens</div>{PARAGRAPHS}', "A bridge reopens"),
        ("<title>News from the Valley</title>", f'<b class="headline">A bridge reopens</b>{PARAGRAPHS}', "A bridge reopens"),
        ("<title>山谷网</title>", f'<b class="news_title">大桥三年后终于重新通车</b>{CHINESE}', "大桥三年后终于重新通车"),
        ("<title>News from the Valley</title>", f'<b class="headline">A bridge. It reopens</b>{PARAGRAPHS}', "News from the Valley"),
        ("<title>News of the river</title>", f'<b class="headline">A bridge reopens</b>{PARAGRAPHS}', "News of the river"),
        ("<title>News from the Valley</title>", '<b class="headline">A bridge reopens</b>', "News from the Valley"),
        (
            "<title>News from the Valley</title>",
            f'<b class="headline">A bridge reopens</b><b class="headline">A mill closes</b>{PARAGRAPHS}',
            "News from the Valley",
        ),
        ("", f'<aside><b class="headline">A bridge reopens</b></aside>{PARAGRAPHS}', None),
        # cut with dots in the middle: no fuller text
        ("<title>大桥三年后重新通车直达...免税_鸢报网</title>", "<h1>大桥三年后重新通车直达...</h1>", "大桥三年后重新通车直达..."),
        ("<title>Bridge reopens after... | Kestrel Post</title>", "<h1>Bridge reopens after...</h1>", "Bridge reopens after..."),
        # a second separator directly behind the first
        (og("We waited -- Other Desk"), "<h1>We waited</h1>", "We waited"),
    ],
)
def test_what_the_page_shows(head: str, body: str, expected: str | None) -> None:
    assert found(head, body) == expected


def test_one_title_for_all_pages_gives_way_to_the_address() -> None:
    url, tagline = "https://www.kestrel-post.com/a/river-bridge-reopens-today.html", "Kestrel Post | Breaking stories, sports and more"
    assert found(og(tagline), "<h1>River bridge reopens</h1>", url) == "River bridge reopens"
    assert found(og(tagline), "<h1>What a day for all</h1>", url) == "Breaking stories, sports and more"
    assert found(og("What a day for all"), "<h1>River bridge reopens</h1>", url) == "What a day for all"


def test_a_handle_names_the_site_behind_a_headline() -> None:
    handle = '<meta name="twitter:site" content="@ValleyHeron">'
    assert found(og("Bridge reopens | Valley Heron") + handle) == "Bridge reopens"
    assert found(og("Valley Heron | Bridge reopens") + handle) == "Valley Heron | Bridge reopens"


@pytest.mark.parametrize(
    ("shown", "heading", "expected"),
    [
        # a rubric in the h1
        ("Bridge reopens after storm | Other Desk", "Valley Bridge reopens after storm", "Bridge reopens after storm"),
        ("Bridge reopens - what next", "No bridge reopens - what next", "Bridge reopens - what next"),
        # cut within a word, or with dots behind other quotes
        ("Bridge reopens after st", "Bridge reopens after storm", "Bridge reopens after storm"),
        ("Bridge reopens after storm", "Bridge reopens after storm and fire", "Bridge reopens after storm"),
        ("Ann's bridge reopens after…", "Ann’s bridge reopens after storm", "Ann’s bridge reopens after storm"),
    ],
)
def test_another_text_of_the_page(shown: str, heading: str, expected: str) -> None:
    assert found(og(shown), f"<h1>{heading}</h1>") == expected


def test_headings_of_a_page() -> None:
    view = page("<title>One</title>", '<h1><a href="/">Site</a></h1><h1>Two</h1><b itemprop="headline">Three and four</b>' + PARAGRAPHS)
    assert (title_element(view), h1(view), marked(view), home_headings(view)) == ("One", "Two", "Three and four", {"site"})


@pytest.mark.parametrize("text", ["_网" * 60, "网" * 300, "a: " * 100, "大 " * 150, "1.2.2000 - " * 27, "» Archive » " * 25])
def test_a_hostile_title_takes_no_time(text: str) -> None:
    body = f"<h1><a href='/'>{text}</a></h1>" * 300 + f"<div class='headline'>{text}</div>" * 3000
    start = time.process_time()
    find_title(page(f"<title>{text}</title>", body))
    assert time.process_time() - start < 2
