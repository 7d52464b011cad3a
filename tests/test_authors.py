"""Bylines as publishers write them beside the names they hold, and where on a page a byline is believed."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest

from crawler.items import Hints, Page
from pipelines.extract.authors import find_authors
from pipelines.extract.person_names import read_byline
from pipelines.extract.view import View

VISIBLE = [
    # English
    ("By Ada Marlow", ["Ada Marlow"]),
    ("by Ada Marlow and Tom Okafor", ["Ada Marlow", "Tom Okafor"]),
    ("By Ada Marlow, Tom Okafor and Li Chen", ["Ada Marlow", "Tom Okafor", "Li Chen"]),
    ("By Ada Marlow & Tom Okafor", ["Ada Marlow", "Tom Okafor"]),
    ("By Ada Marlow, Political Editor", ["Ada Marlow"]),
    ("By Ada Marlow, Senior Reporter, Example Cloud", ["Ada Marlow"]),
    ("By Ada Marlow in New York", ["Ada Marlow"]),
    ("By Ada Marlow, New York", ["Ada Marlow"]),
    ("By Ada Marlow, London", ["Ada Marlow"]),
    ("Ada Marlow in Leeds and agencies", ["Ada Marlow"]),
    ("By Ada Marlow and 2 others", ["Ada Marlow"]),
    ("By Ada Marlow | 12 May 2025", ["Ada Marlow"]),
    ("By Ada Marlow • Updated 3 hours ago", ["Ada Marlow"]),
    ("By Ada Marlow @adamarlow", ["Ada Marlow"]),
    ("By Ada Marlow (ada.marlow@paper.example)", ["Ada Marlow"]),
    ("Written by Ada Marlow", ["Ada Marlow"]),
    ("Posted by Ada Marlow, Vice President, Example Cloud", ["Ada Marlow"]),
    ("Words by Ada Marlow", ["Ada Marlow"]),
    ("Opinion by Ada Marlow", ["Ada Marlow"]),
    ("By Dr. Ada Marlow, MD, PhD", ["Dr. Ada Marlow"]),
    ("By Tom Okafor Jr.", ["Tom Okafor Jr."]),
    ("By Reuters", ["Reuters"]),
    ("By Ada Marlow, AFP", ["Ada Marlow", "AFP"]),
    ("By TPN,", ["TPN"]),
    ("By J. D. O'Hara-Smith", ["J. D. O'Hara-Smith"]),
    ("By Ludwig van der Berg", ["Ludwig van der Berg"]),
    # German
    ("Von Jörg Mälzer", ["Jörg Mälzer"]),
    ("Von Jörg Mälzer und Anne-Kathrin Vossen", ["Jörg Mälzer", "Anne-Kathrin Vossen"]),
    ("Ein Kommentar von Jörg Mälzer", ["Jörg Mälzer"]),
    ("Gastbeitrag von Jörg Mälzer", ["Jörg Mälzer"]),
    ("Von Jörg Mälzer, Redakteur", ["Jörg Mälzer"]),
    ("Von Jörg Mälzer, Berlin", ["Jörg Mälzer"]),
    ("Von Uta Vossen, Projektleiterin der Stiftung", ["Uta Vossen"]),
    ("Autor: Jörg Mälzer", ["Jörg Mälzer"]),
    ("Text: Jörg Mälzer; Fotos: dpa", ["Jörg Mälzer"]),
    ("Von Marie von der Heide, dpa", ["Marie von der Heide", "dpa"]),
    # French
    ("Par Élodie Garnier", ["Élodie Garnier"]),
    ("Par Élodie Garnier et Luc Morel", ["Élodie Garnier", "Luc Morel"]),
    ("Par Élodie Garnier (avec Luc Morel)", ["Élodie Garnier", "Luc Morel"]),
    ("Propos recueillis par Élodie Garnier", ["Élodie Garnier"]),
    ("Par Élodie Garnier, correspondante à Rome", ["Élodie Garnier"]),
    ("Publié par Élodie Garnier le 12/05/2025 à 10:00", ["Élodie Garnier"]),
    # Spanish, Portuguese, Italian
    ("Por Luna Herrera", ["Luna Herrera"]),
    ("Por Luna Herrera y Diego Paz", ["Luna Herrera", "Diego Paz"]),
    ("Por José Ortega y Gasset", ["José Ortega y Gasset"]),
    ("Por: Luna Herrera | Corresponsal", ["Luna Herrera"]),
    ("Escrito por Luna Herrera", ["Luna Herrera"]),
    ("Por João da Silva e Inês Prado", ["João da Silva", "Inês Prado"]),
    ("di Marco Bellini", ["Marco Bellini"]),
    ("di Marco Bellini e Sara Conti", ["Marco Bellini", "Sara Conti"]),
    ("A cura di Marco Bellini", ["Marco Bellini"]),
    # Dutch, Scandinavian, Polish, Turkish, Finnish, Czech, Russian
    ("Door Pieter de Wit", ["Pieter de Wit"]),
    ("Door Pieter de Wit en Sanne Bos", ["Pieter de Wit", "Sanne Bos"]),
    ("Av Ingrid Solberg og Knut Aasen", ["Ingrid Solberg", "Knut Aasen"]),
    ("Ingrid Solberg – Journalist", ["Ingrid Solberg"]),
    ("Text: Karin Öberg", ["Karin Öberg"]),
    ("Af Mette Friis", ["Mette Friis"]),
    ("Autor: Piotr Zieliński", ["Piotr Zieliński"]),
    ("Piotr Zieliński, Anna Maj", ["Piotr Zieliński", "Anna Maj"]),
    ("Muhabir: Ayşe Demir", ["Ayşe Demir"]),
    ("Toimittaja: Aino Laine", ["Aino Laine"]),
    ("Autor: Jan Novák", ["Jan Novák"]),
    ("Автор: Иван Петров", ["Иван Петров"]),
    # Chinese, Japanese, Korean
    ("作者：王小明", ["王小明"]),
    ("(责编：王小明、李华)", ["王小明", "李华"]),
    ("記者 / 陳大文", ["陳大文"]),
    ("김민수 기자", ["김민수"]),
    ("文・田中花子", ["田中花子"]),
    ("作者：王小明 李国华", ["王小明", "李国华"]),
    ("河东日报记者 王小明 李国华", ["王小明", "李国华"]),
    ("河东日报记者王小明、李国华", ["王小明", "李国华"]),
    ("[责任编辑：王小明 HD123]", ["王小明"]),
    ("責任編輯：王小明 校對：陳大文", ["王小明"]),
    ("本报记者 张 明", ["张明"]),
    ("(文/图 王小明 李国华)", ["王小明", "李国华"]),
    ("執筆／王小明＆陳大文", ["王小明", "陳大文"]),
    ("望月花子", ["望月花子"]),
    ("記者 田中 花子", ["田中 花子"]),
    ("작성자: 김민수", ["김민수"]),
    ("글=김민수 기자", ["김민수"]),
    ("강변신문=김민수 기자", ["김민수"]),
    ("강변신문 김민수 선임기자 | 사회부", ["김민수"]),
    ("作者：记者王小明", ["王小明"]),
    ("Text von Jörg Mälzer Illustration von Uta Vossen", ["Jörg Mälzer"]),
    ("作者：未知", []),
    ("记者从市政府了解到", []),
    ("相关文章", []),
    # what is glued to names
    ("Ada Marlow, Tom Okafor, and Li Chen", ["Ada Marlow", "Tom Okafor", "Li Chen"]),
    ("By ADA MARLOW; TOM OKAFOR, AP Technology Writers", ["ADA MARLOW", "TOM OKAFOR"]),
    ("ADA MARLOW; AP Technology Writers", ["ADA MARLOW"]),
    ("By Ada Marlow Reuters", ["Ada Marlow"]),
    ("Luna Herrera | Puerto del Sol | 08/01/2024", ["Luna Herrera"]),
    ("Courier's Editorial Writers", []),
    ("By TPN, in ; News ; Travel", ["TPN"]),
    ("ADA MARLOW Associated Press", ["ADA MARLOW"]),
    ("Ada Marlow, Kestrel Institute for Peace", ["Ada Marlow"]),
    ("ADA MARLOW, Daily Herald", ["ADA MARLOW"]),
    ("Ada Marlow, CNN Business", ["Ada Marlow"]),
    ("Par Élodie Garnier et Luc Morel, à Marseille", ["Élodie Garnier", "Luc Morel"]),
    ("Luna Herrera y agencias", ["Luna Herrera"]),
    ("Tekst: Ingrid Solberg Foto: Knut Aasen", ["Ingrid Solberg"]),
    ("Ingrid Solberg Publisert 5. mai", ["Ingrid Solberg"]),
    ("Ada Marlow Updated: 5 May", ["Ada Marlow"]),
    ("Autor/-in: Jörg Mälzer", ["Jörg Mälzer"]),
    ("Penulis: Ada Marlow", ["Ada Marlow"]),
    ("Ada Marlow Kestrelpost.com", ["Ada Marlow"]),
    # nothing to be found
    ("12 May 2025, 10:04", []),
    ("3 min read", []),
    ("Share this article", []),
    ("Follow us on Twitter", []),
    ("Photo: Getty Images", []),
    ("By the numbers", []),
    ("Em São Paulo", []),
    ("More stories", []),
    ("Staff Reporter", []),
    ("留言(42) / 人氣(7)", []),
    ("Prof. Ada Marlow", ["Prof. Ada Marlow"]),
    ("Political Editor Ada Marlow", ["Ada Marlow"]),
    ("By April Day", ["April Day"]),
    ("By Jan Page and Thomas More", ["Jan Page", "Thomas More"]),
    ("", []),
]
STATED = [
    ("Ada Marlow", ["Ada Marlow"]),
    ("By Ada Marlow", ["Ada Marlow"]),
    ("BY ADA MARLOW", ["ADA MARLOW"]),
    ("Marlow, Ada", ["Ada Marlow"]),
    ("de Wit, Pieter", ["Pieter de Wit"]),
    ("Ada Marlow, PhD", ["Ada Marlow"]),
    ("Ada Marlow / Journalist", ["Ada Marlow"]),
    ("Ada Marlow Journaliste", ["Ada Marlow"]),
    ("Ada Marlow, Tom Okafor and Li Chen", ["Ada Marlow", "Tom Okafor", "Li Chen"]),
    ("Ada Marlow,Tom Okafor", ["Ada Marlow", "Tom Okafor"]),
    ("Ada Marlow;Tom Okafor", ["Ada Marlow", "Tom Okafor"]),
    ("Ada&nbsp;Marlow", ["Ada Marlow"]),
    ("ElÃ©na Garnier", ["Eléna Garnier"]),
    ("Mac & i", ["Mac & i"]),
    ("swardle", ["swardle"]),
    ("Example Staff", ["Example Staff"]),
    ("The Associated Press", ["The Associated Press"]),
    ("読売太郎新聞オンライン", ["読売太郎新聞オンライン"]),
    ("배윤경 기자 외 1명", ["배윤경"]),
    ("Ada Marlow For Paperonline", ["Ada Marlow"]),
    ("Organization for Open Works", ["Organization for Open Works"]),
    ("Our Foreign Staff", ["Our Foreign Staff"]),
    ("Left 90/The Greens group", ["Left 90/The Greens group"]),
    ("ポール・サイモン", ["ポール・サイモン"]),
    ("記者陳大文／即時報導", ["陳大文"]),
    ("Ada Marlow, Tom Okafor,and Li Chen", ["Ada Marlow", "Tom Okafor", "Li Chen"]),
    ("Ada Marlow, og Knut Aasen", ["Ada Marlow", "Knut Aasen"]),
    ("Ada Marlow in Leeds and Tom Okafor in Bath", ["Ada Marlow", "Tom Okafor"]),
    ("Dr Ada Marlow, University of Northmouth", ["Dr Ada Marlow"]),
    ("University of Northmouth", ["University of Northmouth"]),
    ("Ayşe Demir / İstanbul", ["Ayşe Demir"]),
    ("Ada Marlow • 3 hours ago", ["Ada Marlow"]),
    ("Oleh Petrenko", ["Oleh Petrenko"]),
    ("望月花子、春日太郎", ["望月花子", "春日太郎"]),
    ("I Wayan Sudana", ["I Wayan Sudana"]),
    ("ABC Kestrel Sp. z o.o.", ["ABC Kestrel Sp. z o.o."]),
    ("김민수 나무 칼럼니스트", ["김민수"]),
    ("#auteur", []),
    ("name", []),
    ("User Admin", []),
    ("Super User", []),
    ("未知", []),
    ("/authors/ada-marlow", []),
    ("admin", []),
    ("webmaster", []),
    ("Redaktion", []),
    ("105092", []),
    ("https://social.example/ada", []),
    ("@adamarlow", []),
    ("undefined", []),
]


@pytest.mark.parametrize(("text", "names"), VISIBLE)
def test_visible_byline(text: str, names: list[str]) -> None:
    assert read_byline(text) == names


@pytest.mark.parametrize(("text", "names"), STATED)
def test_stated_byline(text: str, names: list[str]) -> None:
    assert read_byline(text, stated=True) == names


PROSE = "<p>" + "The harbour of Northmouth was quiet on the morning that the ferries stopped running for good. " * 3 + "</p>"


def page(head: str = "", body: str = "", hints: Hints | None = None) -> View:
    html = f"<html><head><title>Ferries stop</title>{head}</head><body>{body}</body></html>"
    return View(
        Page(
            "https://paper.example/a",
            "https://paper.example/a",
            200,
            {"content-type": "text/html; charset=utf-8"},
            html.encode(),
            datetime(2026, 1, 1, tzinfo=UTC),
            hints or Hints(),
        )
    )


def story(byline: str) -> str:
    return f"<article><h1>Ferries stop</h1>{byline}{PROSE * 4}</article>"


def ld(author: str) -> str:
    node = f'{{"@type":"NewsArticle","headline":"Ferries stop","author":{author},"publisher":{{"name":"The Paper"}}}}'
    return f'<script type="application/ld+json">{node}</script>'


def graph() -> str:
    return (
        '<script type="application/ld+json">{"@graph":[{"@type":"Article","author":{"@id":"#p"}},'
        '{"@type":"Person","@id":"#p","name":"Ada Marlow"},'
        '{"@type":"Organization","name":"The Paper"}]}</script>'
    )


PAGES = [
    (page(ld('{"@type":"Person","name":"Ada Marlow"}')), ("Ada Marlow",)),
    (page(ld('[{"@type":"Person","name":"Ada Marlow"},{"name":"Tom Okafor"},"Li Chen"]')), ("Ada Marlow", "Tom Okafor", "Li Chen")),
    (page(ld('"Ada Marlow, Tom Okafor"')), ("Ada Marlow", "Tom Okafor")),
    (page(ld('{"givenName":"Ada","familyName":"Marlow"}')), ("Ada Marlow",)),
    (page(graph()), ("Ada Marlow",)),
    # the publisher alone is named: a person elsewhere wins, else the publisher stays
    (page(ld('{"@type":"Organization","name":"The Paper"}'), story('<p class="byline">By Ada Marlow</p>')), ("Ada Marlow",)),
    (page(ld('{"@type":"Organization","name":"The Paper"}'), story("")), ("The Paper",)),
    (page(ld('"The Paper avec AFP"')), ("The Paper avec AFP",)),
    (page(ld('[{"name":"The Paper"},{"name":"Ada Marlow"}]')), ("Ada Marlow",)),
    # meta
    (page('<meta name="author" content="Ada Marlow">'), ("Ada Marlow",)),
    (page('<meta property="article:author" content="https://social.example/paper"><meta name="author" content="Ada Marlow">'),
    ("Ada Marlow",)),
    (page('<meta property="article:author" content="Ada Marlow"><meta property="article:author" content="Tom Okafor">'),
    ("Ada Marlow", "Tom Okafor")),
    (page('<meta name="author" content="admin">', story('<span class="author-name">Ada Marlow</span>')), ("Ada Marlow",)),
    (page('<meta name="author" content="Northmouth Media GmbH">', story('<p class="byline">Von Jörg Mälzer</p>')), ("Jörg Mälzer",)),
    (page('<meta name="author" content="Northmouth Media GmbH">', story("")), ("Northmouth Media GmbH",)),
    (page('<meta name="twitter:label1" content="Verfasst von"><meta name="twitter:data1" content="Jörg Mälzer">'), ("Jörg Mälzer",)),
    (page('<meta name="twitter:label1" content="Lesezeit"><meta name="twitter:data1" content="3 Minuten">'), None),
    (page('<meta name="kp:author" content="Ada Marlow, Tom Okafor">'), ("Ada Marlow", "Tom Okafor")),
    (page('<meta name="search.byline" content="Ada Marlow">'), ("Ada Marlow",)),
    (page('<meta name="web_author" content="Ada Marlow"><meta name="kp:author" content="1482088941">'), None),
    # capitals as another source spells them
    (page(ld('"ADA MCMARLOW"') + '<meta name="parsely-author" content="Ada McMarlow">'), ("Ada McMarlow",)),
    (page(ld('"ADA MARLOW"')), ("ADA MARLOW",)),
    # written as a piece of an address
    (page('<meta name="author" content="ada-marlow">'), ("Ada Marlow",)),
    (page('<meta name="author" content="elena-mc-marlow">', story('<p class="byline">By Eléna McMarlow</p>')), ("Eléna McMarlow",)),
    # the publisher behind a person
    (page('<meta name="author" content="Ada Marlow, PAPER">'), ("Ada Marlow",)),
    (page(ld('"The Paper - Island News"').replace('"The Paper"}', '"The Paper - Island News"}')), ("The Paper",)),
    # addresses and accounts instead of names
    (page('<meta property="article:author" content="https://paper.example/staff/a1">', story("") + '<a href="/staff/a1">Ada Marlow</a>'),
    ("Ada Marlow",)),
    (page('<meta property="article:author" content="https://paper.example/staff/ada-marlow">', story("")), ("Ada Marlow",)),
    (page('<meta property="article:author" content="https://social.example/staff/ada-marlow">', story("")), None),
    (page('<meta name="twitter:creator" content="Ada Marlow">', story("")), ("Ada Marlow",)),
    (page('<meta name="twitter:creator" content="@adamarlow">', story("")), None),
    (page('<meta name="twitter:creator" content="Island Post"><meta name="twitter:site" content="Island Post">', story("")), None),
    # visible
    (page(body=story('<a rel="author" href="/x">Ada Marlow</a>')), ("Ada Marlow",)),
    (page(body=story('<div class="c-byline">By <a href="/author/ada">Ada Marlow</a> and <a href="/author/tom">Tom Okafor</a><span>3 '
    'hours ago</span></div>')), ("Ada Marlow", "Tom Okafor")),
    (page(body=story('<div class="author"><span class="author__name">Ada Marlow</span><span class="author__role">Chief '
    'reporter</span></div>')), ("Ada Marlow",)),
    (page(body=story('<div data-testid="byline"><span>Von</span><span>Jörg Mälzer</span></div>')), ("Jörg Mälzer",)),
    (page(body=story("<p>Por Luna Herrera</p>")), ("Luna Herrera",)),
    (page(body=story('<div><a href="/authors/ada-marlow">Ada Marlow</a></div>')), ("Ada Marlow",)),
    (page(body=story("<p>记者：王小明</p>")), ("王小明",)),
    (page(body=story("<p>河东日报记者 王小明</p>")), ("王小明",)),
    (page(body=story("<p>责任编辑：李国华</p><p>作者：王小明</p>")), ("王小明",)),
    (page(body=story("<p>责任编辑：李国华</p>")), ("李国华",)),
    (page(body=story("<dl><dt>Autor:</dt><dd>Jörg Mälzer</dd></dl>")), ("Jörg Mälzer",)),
    (page(body=story("<dl><dd>Escrito por Luna Herrera</dd></dl>")), ("Luna Herrera",)),
    (page(body=story('<span class="authorized">Allow all</span><p class="authority">Ada Marlow</p>')), None),
    (page(body=story('<aside><div class="author widget"><a class="author__name">Ada Marlow</a></div></aside>')), ("Ada Marlow",)),
    # beside the date
    (page(body=story("<p><span>Ada Marlow |</span><span>05.04.2025 - 10:00</span></p>")), ("Ada Marlow",)),
    (page(body=story("<div>Ada Marlow, Tom Okafor • May 5, 2025</div>")), ("Ada Marlow", "Tom Okafor")),
    (page(body=story("<div>Ada Marlow</div><div>Published 5 May 2025</div>")), ("Ada Marlow",)),
    (page(body=story('<div><a href="mailto:ada@paper.example">Ada Marlow</a> 5 de mayo de 2025</div>')), ("Ada Marlow",)),
    (page(body=story('<div><a href="/topic/north-island">North Island</a> 5 May 2025</div>')), None),
    (page(body=story("<div>Ada Marlow</div><div>Share this story</div><div>5 May 2025</div>")), None),
    (page(body=story("<div>Making Sense of Ferry Timetables</div><div>5 May 2025</div>")), None),
    (page(body=story("<div>Ferries Stop | 5 May 2025</div>")), None),
    (page(body=story("<p>Ada Marlow said on 5 May 2025 that the last ferry had left the port of the isle, " + "far " * 9 + "</p>")), None),
    (page(body='<div>Tom Okafor | 5 May 2025</div>' + story("")), None),
    # signatures
    (page(body=story("").replace("</article>", '<p style="text-align:right"><strong>Ada Marlow</strong></p></article>')), ("Ada Marlow",)),
    (page(body=story("").replace("</article>", "<p>– Ada Marlow</p><p>Please keep to the point.</p></article>")), ("Ada Marlow",)),
    (page(body=story("").replace("</article>", "<p>Ada Marlow</p></article>")), None),
    (page(body=story("").replace("</article>", "<p><b>Ada Marlow Ferry Program Island Chair</b></p></article>")), None),
    (page(ld('"The Paper"'), story("").replace("</article>", "<p>The Paper / Ada Marlow</p></article>")), ("Ada Marlow",)),
    (page(ld('"Paper"'), story("").replace("</article>", "<p><em>Ada Marlow</em></p></article>")), ("Ada Marlow",)),
    # a box beside the story
    (page(body=story("") + '<div class="aside"><div class="author-box"><b>Ada Marlow</b></div></div>'), ("Ada Marlow",)),
    (page(body=story("") + '<div class="aside"><p class="author">Ada Marlow</p><p class="author">Tom Okafor</p></div>'), None),
    (page(body=story("") + '<div class="latest"><p class="author">Ada Marlow</p></div>'), None),
    (page(ld('"The Paper"'), story("") + '<div class="aside"><p class="author">Ada Marlow</p></div>'), ("The Paper",)),
    # one word, well marked
    (page(body=story('<span class="author vcard"><a class="url fn n" href="/author/ada">ada</a></span>')), ("ada",)),
    (page(body=story('<span class="author vcard">von <span class="fn">Ada</span></span>')), ("Ada",)),
    (page(body=story('<a rel="author" href="/a">ada_m</a>') + '<a rel="author" href="/b">tom_o</a>'), None),
    (page(body=story('<a rel="author" href="/a">All posts</a>')), None),
    (page(body=story('<a rel="author" href="/a">admin</a>')), None),
    # not the story's
    (page(body=story('<figure><img src="/x.jpg"><figcaption class="author">Tom Okafor</figcaption></figure>')), None),
    (page(body=story('<p>The <a href="/people/tom-okafor">Tom Okafor</a> of old would ' + "have laughed and " * 20 + "gone.</p>")), None),
    (page(body=story("") + '<div class="related"><span class="author">Tom Okafor</span></div>'), None),
    (page(body=story("") + '<div id="comments"><span class="author">Tom Okafor</span></div>'), None),
    (page(body=story('<p>By the time that the last boat left, nobody was there.</p>')), None),
    # last resorts
    (page(body=story(""), hints=Hints(authors=("Ada Marlow",))), ("Ada Marlow",)),
    (page('<script>window.S={"post":{"byline":"Ada Marlow"}}</script>', story("")), ("Ada Marlow",)),
    (page('<script>window.S={"authors":"stories,story"}</script>', story("")), None),
    (page('<script>window.S={"a":{"author":"Ada Marlow"},"b":{"author":"Tom Okafor"}}</script>', story("")), None),
    (page(), None),
]  # fmt: skip


@pytest.mark.parametrize(("view", "names"), PAGES)
def test_page(view: View, names: tuple[str, ...] | None) -> None:
    found = find_authors(view)
    assert (found.value if found else None) == names


@pytest.mark.parametrize(
    "author",
    [
        "null",
        "7",
        "[[[[[[]]]]]]",
        "{}",
        '{"name":null}',
        '{"name":{"name":["x",3]}}',
        '"' + "By " * 5000 + '"',
        '"' + "A, " * 5000 + '"',
        '"' + "a@" * 9000 + '"',
        '"' + "(" * 9000 + '"',
    ],
)
def test_hostile_author_is_harmless(author: str) -> None:
    start = time.process_time()
    find_authors(page(ld(author), story('<div class="byline">' + "<span class='author'>x</span>" * 2000 + "</div>")))
    assert time.process_time() - start < 3
