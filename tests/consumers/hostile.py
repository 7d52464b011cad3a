# ruff: noqa: E501  a table of texts
"""Made-up pages whose every sentence tries to be executed, and what has to be read on the site instead."""

from __future__ import annotations

import html
import random
from datetime import UTC, datetime
from typing import NamedTuple

from crawler.items import Page
from pipelines.extract.blocks import Block, plain
from pipelines.extract.markdown import to_markdown
from pipelines.extract.text import own
from pipelines.extract.view import View

TEXTS = (
    # Liquid and Nunjucks
    "{{ site.x }}", "{{ page.title | upcase }}", "{{", "}} alone {{ open", "{{- 7 | times: 6 -}}", "{% include secret.html %}", "{% raw %}",
    "{% endraw %}", "{% raw %}{{ site.x }}{% endraw %}{{ site.x }}", "{% nosuchtag %}", "{% for p in site.posts %}{{ p }}{% endfor %}", "{%",
    "{%- comment -%} gone {%- endcomment -%}", "{# gone #}", "{{{ triple }}}", "{ { spaced } }", "{% link _news/no.md %}",
    # Hugo
    "{{< x >}}", "{{% x %}}", "{{</* x */>}}", "{{< figure src=\"x\" >}}", "{{<x", "{{ .Site.Title }}", "<!--more--> rest",
    # raw HTML
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<b onclick='x()'>bold</b>", "<!-- gone -->", "<style>p{display:none}</style>",
    "<iframe src=//evil.example></iframe>", "</main></body>", "<a href=javascript:alert(1)>x</a>", "<svg/onload=alert(1)>", "<https://auto.example/>",
    "<me@mail.example>", "<?php echo 1 ?>", "<%= 1 + 1 %>", "<![CDATA[ x ]]>", "1 < 2 and 3<4, a <b, c<= d <- e << f >> g", "<",
    # Markdown links and images
    "[x](javascript:alert(1))", "![x](javascript:alert(1))", "![alt](https://evil.example/p.png \"t\")", "[x]: https://evil.example/",
    "[x][y] and [x][]", "[[wiki]]", "[^1] and [^1]: note", "^[note]", "[…] [sic] [him] said", "he said [the mayor](see page 2)", "[ ] todo", "[x] done",
    "[!NOTE] call", "]( open [", "[a\\](b)", "[x]{: onclick='y'}", "[x](<javascript:alert(1)>)", "[",
    # kramdown
    "{: onclick='alert(1)'}", "{:.hidden style='display:none'}", "{::comment}gone{:/comment}", "{::nomarkdown}<b>x</b>{:/}", "{::options parse_block_html='true' /}",
    "*[HTML]: Hyper Text", "Term\n: definition", ": definition", "$$ math $$", "$$x^2$$ and $y$ and \\(z\\) and \\[w\\]", "^", "* TOC\n{:toc}", "{:toc}",
    "Lines | with | bars", "| a | b |\n|---|---|\n| c | d |", "a | b\n--|--\nc | d", "a || b", "|", "=|=", "+---+",
    # blocks
    "Title\n=====", "Title\n-----", "---", "+++", "***", "___", "# head", "####### seven", "head #", "#hashtag", "> quote", "- item", "* item", "+ item", "1. item",
    "2) item", "1986. A year", "~~~\ncode\n~~~", "```\ncode\n```", "    indented", "\tindented", "===", "...", "-", "#", ">", "import x from 'y'",
    "export const x = 1", "---\ntitle: x\n---", "%%% x", "@import x", "!!! note", ":::note\nx\n:::", "::: x", "- - -", "* * *", "1.", "a\\", "\\",
    # inline
    "*a* **b** ***c***", "_a_ __b__ ___c___", "snake_case_word and __init__ and _x", "2 * 3 * 4 and 2*3*4 and * x", "~a~ ~~b~~ ~5 km", "`code` ``x`` `", "``", "^a^ ~b~ ==c==",
    "++a++", ":smile: :+1:", "a\\b \\n \\* \\\\ \\{ \\[ \\<", "(c) (r) (tm) +- ...", "\"q\" 'r' -- ---", "C:\\dir\\new_file", "5' 6\" tall", "!", "a!", "1_000_000 and 2_3_4",
    # entities and addresses
    "&lt;script&gt;", "&amp;amp; &copy; &#123; &#x7b; &nosuch;", "AT&T, R&D, A & B, &", "&copy 2020 &lt", "&#123;&#123; site.x }}",
    "https://a.example/?a=1&b=2", "see https://a.example/?a=1&b=2&copy=3&lt;=4.", "https://a.example/snake_case_/x_y__z (http://b.example/a_b)", "https://a.example/{{x}}?[a]=*b*|c",
    "www.a.example/?a&b_c_", "www.a.example/x_(y)_z", "ftp://a.example/a&amp;b", "https://a.example/a<b>c", "https://a.example/~user/~~x~~", "https://a.example/a\\b", "mail first_last_@a.example, _x_@a.example",
    "http://", "https://a.example/`x`", "javascript:alert(1)", "data:text/html,<script>alert(1)</script>", "https://a.example/#$$x$$", "xhttps://a.example/_a_",
    # letters of other kinds
    "日本語{{ x }}テスト|表", "שלום {% x %} עולם", "a\u00a0{{\u00a0x }}", "😀 [x](y) 😀", "ﬁ – — … „x“ «y» ‘z’",
)  # fmt: skip

_PADDING = (
    "The old ferry came back to the harbour on Tuesday, three months after the storm had broken its mooring lines.",
    "Engineers said the hull was sound, and that only the wheelhouse and two of the life rafts had to be replaced.",
    "The town will pay for half of the repairs; the rest comes from a fund that the county set up last winter.",
)
_PLACES = """<p>{text}</p> <p>Some words before {text} and some after it.</p> <p>Words before a break<br>{text}<br>and after the break.</p>
<p>Loud <b>{text}</b> and <i>{text}</i> slanted; glued<b>{text}</b>glued<i>{text}</i>.</p> <p><b>{text}</b></p> <p>{text} {text}{text}</p>
<h2>{text}</h2> <h3>A head {text}</h3> <ul><li>{text}</li><li>An item {text}<ol><li>{text}</li></ol></li></ul>
<blockquote><p>{text}</p><p>Quoted {text}</p></blockquote>
<table><tr><th>Port</th><th>{text}</th></tr><tr><td>{text}</td><td>Boats {text}</td></tr><tr><td><b>{text}</b></td><td><code>{text}</code></td></tr></table>
<p>A link <a href="https://a.example/?q={text}#a_b">{text}</a> stands here, <a href="javascript:{text}">no link {text}</a>, <a href="https://a.example/{text}">x</a>.</p>
<p>Code <code>{text}</code> in a line, and<code>{text}</code>glued.</p> <pre>{raw}</pre> <pre>first line
{raw}

  last line</pre> <p>https://b.example/<b>{text}</b> and {text}https://b.example/?x=1&amp;y=2 end.</p>"""


_PIECES = (
    *(
        "{",
        "{",
        "}",
        "{{",
        "}}",
        "{%",
        "%}",
        "<",
        ">",
        "<x>",
        "</",
        "<!--",
        "-->",
        "[",
        "[",
        "]",
        "](",
        "(",
        ")",
        "![",
        "]:",
        "^",
        "|",
        "||",
        "$",
        "$$",
    ),
    *(
        "*",
        "**",
        "_",
        "__",
        "`",
        "``",
        "~",
        "~~",
        "\\",
        "&",
        "&lt;",
        "&#123;",
        ";",
        ":",
        "::",
        "#",
        "!",
        "=",
        "-",
        "---",
        "+",
        "1.",
        "2)",
        '"',
        "'",
        "\n",
    ),
    *(
        " ",
        " ",
        " ",
        " ",
        "a",
        "b",
        "word",
        "x_y",
        "é",
        "日",
        "5",
        "https://c.example/",
        "www.d.example/p",
        "m@e.example",
        "script",
        "raw",
        "include x",
    ),
)


def mixtures(count: int, seed: int) -> list[str]:
    """Random texts of everything that means something somewhere."""
    choose = random.Random(seed)
    return ["".join(choose.choices(_PIECES, k=choose.randint(2, 14))).strip() or "x" for _ in range(count)]


class Body(NamedTuple):
    """A body as the crawl writes it, and its text: what a reader of the site has to see."""

    hostile: str
    markdown: str
    text: str


def page(hostile: str) -> str:
    """A page of a made-up publisher with the hostile text in every place an article has."""
    text = html.escape(hostile)
    places = _PLACES.format(text=text.replace("\n", "<br>"), raw=text)
    padding = "".join(f"<p>{one}</p>" for one in _PADDING)
    return f"<html><body><main><article><h1>Ferry returns</h1>{padding}{places}{padding[:0]}<p>{_PADDING[0][::-1]}</p></article></main></body></html>"


def body(hostile: str) -> Body:
    """The page as our extraction reads and writes it."""
    address = "https://news.example/a"
    view = View(Page(address, address, 200, {}, page(hostile).encode(), datetime(2026, 1, 1, tzinfo=UTC)))
    blocks = own(view, "Ferry returns")
    return Body(hostile, to_markdown(blocks, view.absolute), "\n".join(_said(block) for block in blocks))


def _said(block: Block) -> str:
    return "\n".join(plain(cell) for cell in block.cells) if block.kind == "row" else block.text
