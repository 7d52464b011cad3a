"""What is the article's text and what isn't: one made-up page for each habit of publishers."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from lxml import html as lxml_html

from crawler.items import Found, Page, Text
from pipelines.extract import blocks, body_foreign, text
from pipelines.extract.body_rescue import rescue
from pipelines.extract.text import find_text
from pipelines.extract.view import View

TITLE = "Ferry returns to the harbour"
ONE = "The old ferry came back to the harbour on Tuesday, three months after the storm had broken its mooring lines."
TWO = "Engineers said the hull was sound, and that only the wheelhouse and two of the life rafts had to be replaced."
THREE = "The town will pay for half of the repairs; the rest comes from a fund that the county set up last winter."
FOUR = "Passengers can buy tickets again from Monday, when the first boat leaves the southern quay at six o'clock."
BODY = f"<p>{ONE}</p><p>{TWO}</p><p>{THREE}</p><p>{FOUR}</p>"
SENTENCES = (ONE, TWO, THREE, FOUR)


def found(html: str, title: str | None = TITLE) -> Found[Text] | None:
    page = Page("https://news.example/a", "https://news.example/a", 200, {}, html.encode(), datetime(2026, 1, 1, tzinfo=UTC))
    return find_text(View(page), title)


def plain(html: str, title: str | None = TITLE) -> str:
    result = found(html, title)
    return result.value.plain if result else ""


def page(inside: str, before: str = "", after: str = "", head: str = "") -> str:
    """A page with the headline and an article around ``inside``."""
    return f"<html><head>{head}</head><body>{before}<main><article><h1>{TITLE}</h1>{inside}</article></main>{after}</body></html>"


# Where the text stands: every sentence has to come out, in order.
PLACES = {
    "paragraphs": page(BODY),
    "articleBody": f"<body><h1>{TITLE}</h1><div itemprop=articleBody>{BODY}</div><div><p>{'Something else, rather. ' * 8}</p></div></body>",
    "each paragraph its own articleBody": page("".join(f"<p itemprop=articleBody>{one}</p>" for one in SENTENCES)),
    "divs instead of paragraphs": page("<div class=txt>" + "".join(f"<div>{one}</div>" for one in SENTENCES) + "</div>"),
    "line breaks": page("<div>" + "<br><br>".join(SENTENCES) + "</div>"),
    "line breaks with blanks": page("<div>" + "<br>\n &nbsp;<br />".join(SENTENCES) + "</div>"),
    "bare text between blocks": page(f"{ONE}<p>{TWO}</p>{THREE}<div>{FOUR}</div>"),
    "layout table": f"<table><tr><td><a href=/>Home</a></td><td><h1>{TITLE}</h1>{BODY}</td></tr></table>",
    "layout table in a table": f"<table><tr><td><table><tr><td>{BODY}</td><td>x</td></tr></table></td></tr></table>",
    "pieces between advertisements": page(
        f"<div class=chunk><p>{ONE}</p><p>{TWO}</p></div><div class=ad-slot>Ad</div><div class=chunk><p>{THREE}</p><p>{FOUR}</p></div>"
    ),
    "custom elements": page(f"<x-story><x-para>{ONE}</x-para><p>{TWO} </p><p>{THREE}</p><p>{FOUR}</p></x-story>"),
    "details": page(f"<p>{ONE}</p><details><summary>What next?</summary><p>{TWO}</p></details><p>{THREE}</p><p>{FOUR}</p>"),
    "form around the whole page": f"<body><form id=aspnet><h1>{TITLE}</h1><div>{BODY}</div></form></body>",
    "layout named after a sidebar": f"<body><div class='content sidebar_right'><h1>{TITLE}</h1>{BODY}</div></body>",
    "widgets that hold the story": page("".join(f"<div class='story-widget'><p>{one}</p></div>" for one in SENTENCES)),
    "hidden behind a script": page(f"<div style='display: none'>{BODY}</div>"),
    "in a noscript": f"<body><h1>{TITLE}</h1><noscript><div>{BODY}</div></noscript></body>",
    "no headline": f"<body><div>{BODY}</div></body>",
    "no markup": "\n\n".join(SENTENCES),
    "list items": page(f"<p>{ONE}</p><ul><li>{TWO}</li><li>{THREE}</li></ul><p>{FOUR}</p>"),
    "live blog": page(
        "".join(f"<section class=post><time>1{at}:00</time><h3>Part {at}</h3><p>{one}</p></section>" for at, one in enumerate(SENTENCES))
    ),
}


@pytest.mark.parametrize("name", PLACES)
def test_no_sentence_is_lost(name: str) -> None:
    got = " ".join(plain(PLACES[name]).split())
    at = [got.find(one) for one in SENTENCES]
    assert -1 not in at
    assert at == sorted(at)


# What stands in or around the text and must not come out.
FOREIGN = {
    "navigation": page(BODY, before="<nav><ul><li><a href=/x>WRONG</a></ul></nav>"),
    "headline": page(f"<h2>{TITLE}</h2>" + BODY).replace(TITLE, "WRONG", 0),
    "byline and date": page("<p>By WRONG Writer</p><p>3 May 2024, 10:15</p>" + BODY),
    "caption": page(
        f"<p>{ONE}</p><figure><img src=/a.jpg><figcaption>WRONG ferry.</figcaption></figure><p>{TWO}</p><p>{THREE}</p><p>{FOUR}</p>"
    ),
    "caption by name": page(f"<p>{ONE}</p><p class=wp-caption-text>WRONG ferry at sea.</p><p>{TWO}</p><p>{THREE}</p><p>{FOUR}</p>"),
    "photo credit": page(f"<p>{ONE}</p><p>Photo: WRONG</p><p>{TWO}</p><p>{THREE}</p><p>{FOUR}</p>"),
    "paragraph that is a link": page(
        f"<p>{ONE}</p><p><a href=/b>WRONG harbour master resigns over ferry</a></p><p>{TWO}</p><p>{THREE}</p><p>{FOUR}</p>"
    ),
    "read more": page(f"<p>{ONE}</p><p>Read more: <a href=/b>WRONG harbour</a></p><p>{TWO}</p><p>{THREE}</p><p>{FOUR}</p>"),
    "lesen Sie auch": page(f"<p>{ONE}</p><p>Lesen Sie auch: <a href=/b>WRONG Hafen</a> im Test</p><p>{TWO}</p><p>{THREE}</p><p>{FOUR}</p>"),
    "related box": page(BODY + "<div class=related-stories><h3>More</h3><p>WRONG and quite long a text, but not of this story.</p></div>"),
    "cards after the text": page(
        BODY + "".join(f"<div class=k><h3><a href=/{n}>WRONG {n}</a></h3><p>Words of another story.</p></div>" for n in range(4))
    ),
    "links under a heading": page(
        f"{BODY}<h3>Related articles</h3><ul><li><a href=/1>WRONG one</a></li><li><a href=/2>WRONG two</a></li></ul>"
    ),
    "newsletter": page(
        f"<p>{ONE}</p><div class=newsletter-box><p>WRONG letters every day.</p></div><p>{TWO}</p><p>{THREE}</p><p>{FOUR}</p>"
    ),
    "invitation at the end": page(BODY + "<p>WRONG: sign up to our <a href=/n>newsletter</a> for more.</p>"),
    "share bar": page("<ul class=share-buttons><li>WRONG</li></ul>" + BODY),
    "author's biography": page(BODY + "<h4>About the author</h4><p>WRONG Writer has written on boats for this paper since 1998.</p>"),
    "comments": page(BODY, after="<div id=comments><p>" + "WRONG, I never liked that ferry. " * 9 + "</p></div>"),
    "tags": page(BODY + "<p>Tags: WRONG, ferry</p>"),
    "copyright": page(BODY + "<p>© 2024 WRONG. All rights reserved.</p>"),
    "footer": page(BODY, after="<footer><p>WRONG is a made-up paper, and this is its imprint with an address.</p></footer>"),
    "paywall": page(BODY + "<p>Already a subscriber? WRONG log in to continue reading.</p>"),
    "hidden part": page(BODY + "<div aria-hidden=true><p>WRONG and hidden from readers, whatever it may be.</p></div>"),
    "inline hidden words": page(BODY.replace("harbour on", "harbour<span class=sr-only>WRONG</span> on")),
    "placeholder of an embedded picture": page(
        f"<p>{ONE}</p><blockquote class=instagram-media><p>WRONG: view this post.</p></blockquote><p>{TWO}</p><p>{THREE}</p><p>{FOUR}</p>"
    ),
    "ruby": page(f"<p>{ONE} <ruby>漢字<rt>WRONG</rt></ruby></p><p>{TWO}</p><p>{THREE}</p><p>{FOUR}</p>"),
    "cookie notice": page(BODY, before="<div class=cookie-consent><p>" + "WRONG, we use cookies to store things. " * 12 + "</p></div>"),
    "next article": page(
        BODY, after="<article><h1>Another story</h1><p>" + "WRONG words of the next story on the page. " * 20 + "</p></article>"
    ),
    "heading with nothing after it": page(BODY + "<h3>WRONG topics</h3>"),
    "player": page("<div class=video-player>WRONG 0:00 / 2:31</div>" + BODY),
    "writer's biography": page(
        BODY + "<p>A. Writer, WRONG as ever, has written on boats for this paper since 1998.</p>",
        head="<meta name=author content='A. Writer'>",
    ),
    "words for a new window": page(BODY.replace("hull", "<a href=https://b.example/>hull<span> (opens in a new tab)</span></a>")),
    "caption that ends in a credit": page(
        f"<p>{ONE}</p><div>The WRONG ferry at sea © A. Photographer</div><p>{TWO}</p><p>{THREE}</p><p>{FOUR}</p>"
    ),
    "gallery in the story": page(
        f"<p>{ONE}</p><div class=photo-gallery>{'<p>WRONG picture, one of many.</p>' * 20}</div><p>{TWO}</p><p>{THREE}</p><p>{FOUR}</p>"
    ),
    "embed to be allowed": page(
        f"<p>{ONE}</p><div><p>Externer Inhalt: WRONG wird erst nach Zustimmung geladen.</p></div><p>{TWO}</p><p>{THREE}</p><p>{FOUR}</p>"
    ),
    "trail of links to the headline": page(f"<p>WRONG: <a href=/>Home</a> | <a href=/b>Boats</a> | {TITLE}</p><h2>{TITLE}</h2>{BODY}"),
    "byline below the standfirst": page(
        f"<p>{ONE}</p><p>By A. WRONG Writer</p><p>{TWO}</p><p>Report: Zoe N. Nobody</p><p>{THREE}</p><p>{FOUR}</p>",
        head="<meta name=author content='Zoe N. Nobody'>",
    ),
    "biography of someone unnamed": page(BODY + "<p>Zoe N. Nobody is a freelance journalist and has written for WRONG since 1998.</p>"),
    "disclaimer": page(BODY + "<p>【免责声明】本文仅代表作者本人观点，与 WRONG 无关。请读者仅作参考，并请自行承担全部责任。</p>"),
    "stories of the writer, with their days": page(
        BODY
        + "".join(
            f"<li><div>WRONG title of another story, number {at}</div><span><div>2024-05-0{at}</div></span></li>" for at in range(1, 5)
        )
    ),
    "what follows a disclaimer": page(
        "<p>渡轮周二回到了港口。</p>" * 9
        + BODY
        + "<p>免责声明：以上内容均来自网络，版权归原作者所有，请读者仅作参考。</p><p>WRONG 更多内容每天为您推荐，敬请期待。</p>"
    ),
    "caption below the headline": (
        f"<body><h1>{TITLE}</h1><div>The ferry at sea, on a day in May last year. Bild: A. WRONG</div><div class=article-body>{BODY}</div>"
    ),
    "credits of many": page(
        BODY + "<p>Foto(s): © WRONG.example und/oder Archiv des Hafenboten, sofern kein anderer Hinweis vorhanden ist</p>"
    ),
    "how much is left": page(BODY + "<p>Il vous reste 57 % de cet article à lire. La suite est réservée aux abonnés, WRONG.</p>"),
    "letters to the editor": page(BODY + "<p>Ihre Meinung ist uns wichtig. Schreiben Sie an WRONG, Hafenstraße 1.</p>"),
    "numbered caption": page(f"<p>{ONE}</p><p>Abbildung 4: WRONG Aufbau der Fähre.</p><p>{TWO}</p><p>{THREE}</p><p>{FOUR}</p>"),
    "picture of something like it": page(f"<p>{ONE}</p><div>WRONG ferry at sea (Symbolbild)</div><p>{TWO}</p><p>{THREE}</p><p>{FOUR}</p>"),
    "date as a heading": page(f"<h3>Monday, May 27, 2013 WRONG</h3>{BODY}"),
    "label with a colon": page(f"<ul><li>Размер на шрифта WRONG:</li></ul>{BODY}"),
    "line of labels": page(f"<p>2024-05-03 10:15:00 来源：WRONG 作者：某人 编辑：某人 浏览：5380</p>{BODY}"),
    "reading time": page(f"<p>Estimated reading time: 5 minutes WRONG</p>{BODY}"),
    "read aloud": page(f"<p>{ONE}</p><p>NEW You can now listen to WRONG and other stories!</p><p>{TWO}</p><p>{THREE}</p><p>{FOUR}</p>"),
    "responsible editor and keywords": page(BODY + "<div>责任编辑：WRONG</div><div>关键词 >> WRONG</div>"),
    "code to scan": page(BODY + "<p>更多内容，欢迎扫描左方二维码关注 WRONG 官方微信</p>"),
    "appeal to install": page("<p>安装 WRONG 客户端第一时间接收最全面的资讯</p>" + BODY),
    "rights at the end of a line": page(BODY + "<p>WRONG Wire ™ & © 2024, a made-up company. All rights reserved.</p>"),
    "rights in other words": page(BODY + "<p>Materiał WRONG chroniony prawem autorskim - wszelkie prawa zastrzeżone.</p>"),
    "address of the article itself": page(BODY + "<p>Published March 4, 2024 — https://news.example/2024/WRONG/ —</p>"),
    "keeper of the comments": page(BODY + "<p>This site uses WRONG to reduce spam. <a href=/a>Learn how</a>.</p>"),
    "opinions": page(BODY + "<p>The views expressed here are the author's and not those of WRONG or anyone else there.</p>"),
    "question to readers": page(BODY + "<p>What do you think of the WRONG boat? Tell us in the comments!</p>"),
    "tags without a name": page(
        BODY
        + "<div><a href=/1>WRONG</a>, <a href=/2>external storage of boats</a>, <a href=/3>harbours</a>, ropes, <a href=/4>tar</a></div>"
    ),
    "lead to what isn't there": page(BODY + "<p>You will find all our WRONG reports on the storm here:</p>"),
    "arrows": page(f"<p>{ONE}</p><p>>> More on this: <a href=/b>the WRONG harbour at night</a></p><p>{TWO}</p><p>{THREE}</p><p>{FOUR}</p>"),
    "label of a button, again and again": page("".join(f"<p>{one}</p><div>WRONG show picture</div>" for one in SENTENCES)),
    "invitations as a list": page(
        f"<p>{ONE}</p><ul><li>News on your phone? Sign up for the WRONG <a href=/app>app</a> here.</li>"
        f"<li>We are on <a href=/f>Facebook</a> and Instagram, WRONG.</li></ul><p>{TWO}</p><p>{THREE}</p><p>{FOUR}</p>"
    ),
    "heap of search words": page(BODY, after="<div>" + "WRONG lamp rope tar mast " * 400 + "</div>"),
    "form for comments": page(BODY + "<h4>Leave a reply</h4><p>WRONG: your address will not be published, we promise.</p>"),
    "comments without a box": page(BODY + f"<div>{'<p class=commentText>WRONG, I never liked that ferry at all.</p>' * 9}</div>"),
    "dialogue about cookies": page(
        "<p>Three months later.</p>",
        after="<div class='cli-modal'><p>" + "WRONG, we keep small files on your device. " * 30 + f"</p></div>{BODY}",
    ),
    "summary by a machine": page(f"<div class='column aiArticleSummary'><h2>In short</h2><ul><li>WRONG.</li></ul></div>{BODY}"),
    "sidebar with as much text": (
        f"<body><div id=wrap><h1>{TITLE}</h1><div><p>{ONE}</p><p>{TWO}</p><p>{THREE}</p><p>{FOUR}</p></div>"
        f"<aside><p>{'WRONG things that this paper does for its readers. ' * 7}</p></aside></div>"
    ),
    "date line in the middle": page(f"<p>{ONE}</p><p>WRONG 12.03.2024 | 10:15</p><p>{TWO}</p><p>{THREE}</p><p>{FOUR}</p>"),
}


@pytest.mark.parametrize("name", FOREIGN)
def test_foreign_parts_stay_out(name: str) -> None:
    got = plain(FOREIGN[name])
    assert "WRONG" not in got
    assert all(one in got for one in SENTENCES)
    assert TITLE not in got.splitlines()


# Words that begin like a notice but belong to the story.
@pytest.mark.parametrize(
    "sentence",
    [
        "Follow the coast road for two miles and you will see the quay on the left, behind the old customs house.",
        "Related work had been planned for years, but the council never found the money to begin with it in earnest.",
        "Comment s'y prendre, demande le maire, quand la moitié du quai est sous l'eau depuis le mois de novembre ?",
        "Sweden, already a member of the alliance, sends two ships for the exercise, which lasts until Friday evening.",
        "Copyright law protects the song, the judge said, even though its author had died before the war began.",
        "First published in 1925, the book about the harbour is still sold in the shops along the quay every summer.",
        "Reproducing the results took the engineers two weeks, and they had to build the old engine once again.",
        "Tags on the ropes tell the crew which of them were replaced after the storm, and when that was done.",
        "Print shops in the town, too, hope for more visitors when the boats run again, as their owners told us.",
    ],
)
def test_sentences_of_the_story_stay(sentence: str) -> None:
    assert sentence in plain(page(f"<p>{ONE}</p><p>{sentence}</p><p>{TWO}</p><p>{THREE}</p>"))


MORE_PLACES = {
    "fields whose labels are hidden": page(
        "".join(f"<div class='field field--name-text field--label-hidden'><p>{one}</p></div>" for one in SENTENCES)
    ),
    "post named after its tags": f"<body><h1>{TITLE}</h1><div class='post-7 type-post hentry tag-related category-promo'>{BODY}</div>",
    "hidden article body": f"<body><h1>{TITLE}</h1><p>Not much here.</p><div id=articleBody style='display:none'>{BODY}</div></body>",
    "a long piece and a short one": (
        f"<body><h1>{TITLE}</h1><div class=x><div class=part><p>{ONE}</p><p>{TWO}</p><p>{THREE}</p><p>{ONE} {TWO} {THREE}</p></div>"
        f"<div class=part><p>{FOUR}</p></div></div></body>"
    ),
    "headings that lead elsewhere": page(
        f"<h3><a href=https://shop.example/>The boats</a></h3><p>{ONE}</p><p>{TWO}</p><p>{THREE}</p><p>{FOUR}</p>"
    ),
    "list of sources": page(
        f"<p>{ONE}</p><ul><li><a href=https://a.example/>{TWO[:60]}</a>{TWO[60:]}</li><li><a href=https://b.example/>{THREE[:70]}</a>{THREE[70:]}"
        f"</li></ul><p>{FOUR}</p>"
    ),
    "recipe": (
        f"<body><article class=recipe><p>{ONE}</p><ul><li>{TWO}</li></ul><div class='recipe-content main-content'><p>{THREE}</p>"
        f"<p>{FOUR}</p></div></article></body>"
    ),
    "story in the midst of links": (
        f"<body><div class=l><div class=x>{BODY}</div>"
        + "".join(f"<div><h3><a href=/{at}>Another story of the day, number {at}, with a long title</a></h3></div>" for at in range(40))
        + "</div></body>"
    ),
    "quoted post": page(f"<p>{ONE}</p><blockquote class=twitter-tweet><p>{TWO}</p></blockquote><p>{THREE}</p><p>{FOUR}</p>"),
}


@pytest.mark.parametrize("name", MORE_PLACES)
def test_no_sentence_is_lost_there_either(name: str) -> None:
    got = " ".join(plain(MORE_PLACES[name]).split())
    assert [one for one in SENTENCES if one not in got] == []


def test_readings_of_hard_words_stay_in_their_brackets() -> None:
    ruby = "<ruby>弾劾<rp>（</rp><rt>だんがい</rt><rp>）</rp></ruby>"
    assert "弾劾（だんがい）" in plain(page(f"<p>{ONE} {ruby}</p><p>{TWO}</p><p>{THREE}</p><p>{FOUR}</p>"))
    assert "だんがい" not in plain(page(f"<p>{ONE} {ruby * 30}</p><p>{TWO}</p><p>{THREE}</p><p>{FOUR}</p>"))


def test_anchors_of_headings_are_no_links() -> None:
    inside = f"<p>{ONE}</p><h2><a href='#repairs'>The repairs in the dock</a></h2><p>{TWO}</p><p>{THREE}</p><p>{FOUR}</p>"
    assert "The repairs in the dock" in plain(page(inside)).splitlines()


def test_a_heading_below_the_headline_introduces_the_text() -> None:
    deck = "Three months after the storm the boat is back, and tickets are on sale again"
    html = f"<body><article><h1>{TITLE}</h1><h2>{deck}</h2><p>By A. Man</p><div class=article-body>{BODY}</div></article></body>"
    assert plain(html).splitlines() == [deck, *SENTENCES]
    assert deck not in plain(html, deck)


def test_a_short_story_in_chinese_is_enough() -> None:
    story = (
        "渡轮周二回到了港口，这是风暴过后的第三个月。工程师说船体完好，只需更换驾驶室和两只救生筏。"
        "镇政府将承担一半的维修费用，其余部分由县里去年冬天设立的基金支付。乘客从周一起可以重新购票，第一班船六点从南码头出发。"
    )
    answer = found(f"<body><h1>渡轮归来</h1><div><p>{story}</p></div></body>", "渡轮归来")
    assert answer is not None and (answer.by, answer.value.plain) == ("own", story)


# Words that begin like a line of the page's own, in the middle of a story.
@pytest.mark.parametrize(
    "sentence",
    [
        "这也意味着，只要数据来源未经用户授权，都存在法律风险，专家在周二的会议上对本报记者这样说，并呼吁尽快立法。",
        "“扫一扫就能付钱”，卖鱼的老人笑着说，他在码头摆摊已经三十年，从前只收现金，如今却连零钱也不再准备，年轻的顾客几乎没有人带钱包，他说自己也是孙女教会的，花了整整一个下午才弄明白怎样收款，"
        "后来连隔壁修船的铺子也跟着装上了同样的牌子。",
        "For more than a century the ferry has carried people to work, and nobody wants to follow the road around the bay.",
        "All rights that the town reserved in 1920 were sold later, the archive shows, and nobody can say today who has them.",
    ],
)
def test_such_sentences_stay(sentence: str) -> None:
    assert sentence in plain(page(f"<p>{ONE}</p><p>{sentence}</p><p>{TWO}</p><p>{THREE}</p>"))


# Lines of the page's own in the midst of a text, in the languages of many publishers.
@pytest.mark.parametrize(
    "line",
    [
        "Story continues below advertisement",
        "- Advertisement -",
        "Scroll to continue",
        "Der Artikel wird nach der Anzeige fortgesetzt",
        "Nach der Werbung geht es weiter",
        "La suite après la publicité",
        "Continúa después de la publicidad",
        "Continua a leggere dopo la pubblicità",
        "Continua após a publicidade",
        "Artikel gaat verder onder de foto",
        "Artikkelen fortsetter under annonsen",
        "Juttu jatkuu mainoksen jälkeen",
        "Dalsza część artykułu pod materiałem wideo",
        "Продолжение после рекламы",
        "إعلان",
        "list 1 of 3",
        "This video can not be played",
        "Lesezeit: 4 Minuten",
        "Temps de lecture : 3 min",
        "Время чтения: 2 минуты",
        "Artikel anhören",
        "Rezept drucken",
        "Alle Rechte vorbehalten. Der Harbour Bote, 2024",
        "저작권자 ⓒ 항구신문, 무단전재 및 재배포 금지",
        "本サイトの記事の無断転載を禁じます。",
        "未经授权不得转载，港口报报料：4000",
        "Aktualisiert: 12.03.2024, 10:15 Uhr",
    ],
)
def test_lines_of_the_page_itself(line: str) -> None:
    assert plain(page(f"<p>{ONE}</p><div>{line}</div><p>{TWO}</p><p>{THREE}</p><p>{FOUR}</p>")).splitlines() == list(SENTENCES)


@pytest.mark.parametrize(
    "pointer",
    [
        "اقرأ أيضا:",
        "Baca juga:",
        "Xem thêm:",
        "Читайте також:",
        "ये भी पढ़ें:",
        "קראו גם:",
        "Pročitajte i",
        "Loe ka:",
        "อ่านเพิ่มเติม:",
        "Vezi și:",
    ],
)
def test_pointers_in_many_languages(pointer: str) -> None:
    line = f"<p>{pointer} <a href=/b>the harbour at night, and who works there</a></p>"
    assert plain(page(f"<p>{ONE}</p>{line}<p>{TWO}</p><p>{THREE}</p><p>{FOUR}</p>")).splitlines() == list(SENTENCES)


# Last sentences of a story that begin like an appeal.
@pytest.mark.parametrize(
    "sentence",
    [
        "For more than a century the ferry has carried people to work, and nobody wants to follow the road.",
        "Something went wrong with the engine on the second day, the captain said, but it was soon mended.",
        "Mehr zu verdienen sei kaum möglich, sagte der Kapitän am Abend.",
        "Sigue siendo un misterio quién pagará la otra mitad de las obras del puerto.",
        "Need more time? Not at all, the mayor said, and cut the ribbon with a pair of kitchen scissors.",
        "Get more sleep, the doctor told him.",
        "Reading time tables is an art that few of the passengers ever learn, the harbour master told us.",
        "未经批准，任何船只不得在夜间驶离南码头，镇政府周二说。",
        "游客扫码支付船票，老人仍可用现金。",
    ],
)
def test_such_last_sentences_stay(sentence: str) -> None:
    assert plain(page(f"{BODY}<p>{sentence}</p>")).splitlines() == [*SENTENCES, sentence]
    assert sentence in plain(page(f"<p>{sentence}</p>{BODY}")).splitlines()


def test_short_sentences_stay_at_both_ends() -> None:
    got = plain(page(f"<p>Kiel, Tuesday</p><p>It was over.</p>{BODY}<p>Then it rained.</p>"))
    assert got.splitlines() == ["It was over.", *SENTENCES, "Then it rained."]
    assert "it rained" not in plain(page(f"{BODY}<div><span>Then it rained.</span></div>"))


def test_many_short_lines_beside_the_paragraphs_stay() -> None:
    lines = [f"Berth of quay {'ABCDEFGH'[at]}, {at * 3} boats" for at in range(1, 8)]
    got = plain(page(BODY + "".join(f"<p>{line}</p>" for line in lines))).splitlines()
    assert got == [*SENTENCES, *lines]
    assert plain(page(BODY + f"<p>{lines[0]}</p>")).splitlines() == list(SENTENCES)


def test_a_timetable_stays() -> None:
    table = "".join(f"<li><div>Departure number {at}</div><div>1{at}:30 - 1{at}:55</div></li>" for at in range(5))
    assert "Departure number 3" in plain(page(f"<p>{ONE}</p><ul>{table}</ul><p>{TWO}</p><p>{THREE}</p><p>{FOUR}</p>"))


def test_verses_and_facts_that_stand_again_stay() -> None:
    verse = "".join(f"<p>And the boat goes on</p><p>line {at} of the song</p><p>over the sea so blue</p>" for at in range(9))
    assert plain(page(verse)).count("And the boat goes on") == 9
    assert plain(page("".join(f"<p>{one}</p><p>Skipper: Zoe</p>" for one in SENTENCES))).count("Skipper: Zoe") >= 3


def test_json_ld_has_the_text_that_the_page_only_opens() -> None:
    lead = "The old ferry is back, three months after the storm, and everybody is on the quay."
    for told in ("\n".join(SENTENCES), "".join(f"<p>{one}</p>" for one in SENTENCES)):
        ld = json.dumps({"@type": "NewsArticle", "headline": TITLE, "articleBody": told}).replace("</", "<\\/")
        head = f"<meta name=description content='{lead}'><script type='application/ld+json'>{ld}</script>"
        answer = found(page(f"<p>{lead}</p><p>Subscribe for 2 a month.</p>", head=head))
        assert answer is not None and answer.by == "json-ld"
        assert answer.value.plain.splitlines() == [lead, *SENTENCES]


def test_the_standfirst_belongs_to_the_text() -> None:
    dek = "Three months after the storm the boat is back, and tickets are on sale again"
    html = (
        f"<body><header><h1>{TITLE}</h1><p class=standfirst>{dek}</p><p>By A. Man</p></header><div class=article-body>{BODY}</div></body>"
    )
    assert plain(html).splitlines() == [dek, *SENTENCES]


def test_a_sentence_is_not_cut_at_a_part_that_is_left_out() -> None:
    html = page(BODY.replace("harbour on", "harbour <aside class=tooltip>?</aside>on"))
    assert ONE in plain(html)


def test_json_ld_tells_what_is_foreign() -> None:
    extra = "Our shop has everything for sailors, from ropes to lamps, and delivers within two days to every port."
    ld = json.dumps({"@type": "NewsArticle", "headline": TITLE, "articleBody": " ".join(SENTENCES)})
    script = f"<script type='application/ld+json'>{ld}</script>"
    inside = f"<p>{ONE}</p><p>{extra}</p><h2>Repairs</h2><p>{TWO}</p><p>{THREE}</p><p>{FOUR}</p>"
    assert extra in plain(page(inside))
    assert plain(page(inside, head=script)).splitlines() == [ONE, "Repairs", TWO, THREE, FOUR]


def test_plain_has_one_paragraph_a_line() -> None:
    got = found(page(f"<p>{ONE}\n  {TWO}</p><h2>Costs</h2><p>{THREE}<br>{FOUR}</p>"))
    assert got is not None
    assert got.value.plain.splitlines() == [f"{ONE} {TWO}", "Costs", f"{THREE} {FOUR}"]
    assert got.value.markdown == f"{ONE} {TWO}\n\n## Costs\n\n{THREE}\\\n{FOUR}"


@pytest.mark.parametrize(
    "html", ["", "<html></html>", "<body><script>var a = 'text';</script></body>", "<p> &nbsp; </p>", "<frameset></frameset>"]
)
def test_a_page_without_text_has_none(html: str) -> None:
    assert found(html) is None


def test_the_tree_is_left_as_it_was() -> None:
    view = View(Page("https://news.example/a", "https://news.example/a", 200, {}, b"<p>Few words.</p>", datetime(2026, 1, 1, tzinfo=UTC)))
    before = view.text, [(element.tag, dict(element.attrib), element.text, element.tail) for element in view.tree.iter()]
    find_text(view, None)
    assert before == (view.text, [(element.tag, dict(element.attrib), element.text, element.tail) for element in view.tree.iter()])


HOSTILE = {
    "deep": "<div>" * 5_000 + BODY,
    "deep figures": "<figure>" * 2_000 + BODY,
    "deep tables": "<table><tr><td>" * 300 + BODY,
    "deep lists and quotes": "<ul><li><blockquote>" * 300 + BODY,
    "wide column": f"<table><tr><td colspan=9000000000000000>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></table>{BODY}",
    "many headlines": f"<article>{BODY}</article>" + f"<h1>{TITLE}</h1>" * 3_000,
    "headline again and again": f"<article>{f'<p>{TITLE}</p>' * 3_000}{BODY}</article>",
    "names without end": f"<div class='{'a-' * 100_000}' id='{'related-' * 50_000}'>{BODY}</div>",
    "marks of a heap": "<p>" + "word " * 100_000 + "</p>" + BODY * 20,
    "labels again and again": f"<article>{'<p>Show the picture</p>' * 5_000}{BODY * 50}</article>",
    "appeals": f"<article>{BODY}{'<p>关注' + '关' * 90 + '</p>'}{'<p>未经' * 2_000}</article>",
    "one line": "<p>" + "word " * 100_000 + "</p>",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_do_no_harm(name: str) -> None:
    found(HOSTILE[name])


def test_what_is_read_of_a_page_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "MAX_BLOCKS", 10)
    assert len(plain("".join(f"<p>{at} {ONE}</p>" for at in range(50))).splitlines()) <= 11
    monkeypatch.setattr(blocks, "MAX_ELEMENTS", 5)
    assert len(plain("".join(f"<p>{at} {ONE}</p>" for at in range(50))).splitlines()) <= 5


def test_the_second_opinion_is_asked_for_small_pages_only(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr(text, "rescue", lambda tree: asked.append(1) or [])
    found(page(BODY))
    assert not asked
    found("<p>Few words.</p>")
    assert asked


def test_the_second_opinion_gives_blocks() -> None:
    tree = lxml_html.document_fromstring(page(BODY + f"<ul><li>{TWO} Indeed.</li></ul><blockquote>{THREE} Indeed.</blockquote>"))
    before = lxml_html.tostring(tree)
    got = rescue(tree)
    assert [one for one in SENTENCES if one not in [block.text for block in got]] == []
    assert any(block.items for block in got)
    assert lxml_html.tostring(tree) == before
    assert rescue(lxml_html.document_fromstring("<p>word</p>" * 6_000)) == []


@pytest.mark.parametrize(
    ("marks", "level"),
    [
        ("article-body", 0),
        ("has-sidebar", 0),
        ("js-share", 0),
        ("sidebar", 2),
        ("article__sidebar", 2),
        ("relatedPosts", 2),
        ("comment-list", 3),
        ("post-tags", 1),
        ("how-to-share-your-boat-with-friends", 0),
    ],
)
def test_names_of_parts(marks: str, level: int) -> None:
    assert body_foreign.strangeness(marks, body_foreign._OF_PARTS) == level


STATE = "<p>The ferry left the pier at seven with forty cars &amp; a hundred people.</p>" * 6


@pytest.mark.parametrize(
    "script",
    [
        f"window.__STATE__ = {json.dumps({'article': {'id': 7, 'body': STATE}})};",
        f"self.__next_f.push([1,{json.dumps('5:' + json.dumps({'body': STATE}))}])",
        f"var t = {json.dumps('<div>' + 'function(a){return b(c).d()};' * 30 + '</div>')}; var s = {json.dumps(STATE)}",
    ],
)
def test_a_story_that_only_a_script_has(script: str) -> None:
    answer = found("<h1>Ferry</h1><div id='root'></div><script>" + script.replace("</", "<\\/") + "</script>", "Ferry")
    assert answer is not None and answer.by == "script"
    assert answer.value.plain.splitlines() == ["The ferry left the pier at seven with forty cars & a hundred people."] * 6


def test_a_program_is_no_story() -> None:
    program = json.dumps("<div>" + "function(a){return b(c).d()};" * 60 + "</div>").replace("</", "<\\/")
    assert "function" not in plain(f"<h1>Ferry</h1><script>var t = {program}</script>", "Ferry")
