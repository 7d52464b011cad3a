"""Elements beside the CommonMark and the plain text that they become."""

from __future__ import annotations

import html
import re

import pytest
from lxml import html as lxml_html

from pipelines.extract.blocks import read
from pipelines.extract.markdown import escape, escape_start, to_markdown, to_plain


def absolute(address: str) -> str | None:
    if address.startswith("/"):
        return "https://news.example" + address
    return address if address.startswith(("http://", "https://")) else None


def written(markup: str) -> tuple[str, str]:
    root = lxml_html.fragment_fromstring(markup, create_parent="div")
    blocks = read(root, lambda element, tag: tag in ("script", "annotation"))
    return to_markdown(blocks, absolute), to_plain(blocks)


TABLE = [
    # element, Markdown, plain
    ("<p>One.</p><p>Two.</p>", "One.\n\nTwo.", "One.\nTwo."),
    ("<p> One \n two&nbsp;three </p>", "One two three", "One two three"),
    ("<h2>Head</h2><p>Text</p>", "## Head\n\nText", "Head\nText"),
    ("<h3><b>Bold</b> head</h3>", "### Bold head", "Bold head"),
    ("<h2>C#</h2>", "## C\\#", "C#"),
    ("<h2>Two<br>lines</h2>", "## Two lines", "Two lines"),
    ("<p>a <b>bold </b>b</p>", "a **bold** b", "a bold b"),
    ("<p>a <i>slanted</i>, <b><i>both</i></b></p>", "a *slanted*, ***both***", "a slanted, both"),
    ("<p><b>»Quoted«</b>word</p>", "»Quoted«word", "»Quoted«word"),
    ("<p><b>a</b><i>b</i></p>", "**a**b", "ab"),
    ("<p><b> </b>x</p>", "x", "x"),
    ("<p>run <code>a * b</code></p>", "run `a * b`", "run a * b"),
    ("<p>run <code>a`b</code></p>", "run ``a`b``", "run a`b"),
    ('<p><a href="/x">words</a></p>', "[words](https://news.example/x)", "words"),
    ('<p><a href="https://a.example/b_(c) d">w</a></p>', "[w](https://a.example/b_%28c%29%20d)", "w"),
    ('<p><a href="/x">a <b>b</b></a> c</p>', "[a **b**](https://news.example/x) c", "a b c"),
    ('<p><a href="mailto:a@news.example">mail</a></p>', "[mail](mailto:a@news.example)", "mail"),
    ('<p><a href="javascript:alert(1)">no</a> <a href="data:,x">no</a></p>', "no no", "no no"),
    ('<p>Look!<a href="/x">here</a></p>', "Look\\![here](https://news.example/x)", "Look!here"),
    ('<p><a href="/x">[1]</a></p>', "[&#91;1&#93;](https://news.example/x)", "[1]"),
    ("<p>one<br>two</p>", "one\\\ntwo", "one two"),
    ("<p>one<br><br>two</p>", "one\n\ntwo", "one\ntwo"),
    ("<p>2 * 3 * 4, snake_case, `x`, [y], back\\slash</p>", "2 * 3 * 4, snake_case, &#96;x&#96;, [y], back\\slash", None),
    ("<p>a &lt;b&gt; &amp;lt; A&amp;B</p>", "a &lt;b> &amp;lt; A&B", "a <b> &lt; A&B"),
    ("<p># no head</p><p>- no item</p><p>+ no</p><p>&gt; no quote</p>", "\\# no head\n\n\\- no item\n\n\\+ no\n\n\\> no quote", None),
    ("<p>1986. A year</p><p>2) two</p><p>1,5 litres</p>", "1986\\. A year\n\n2\\) two\n\n1,5 litres", None),
    ("<p>Title<br>---</p>", "Title\\\n\\---", "Title ---"),
    ("<p>~~old~~</p>", "\\~\\~old\\~\\~", "~~old~~"),
    ("<ul><li>a</li><li>b</li></ul>", "- a\n- b", "a\nb"),
    ("<ol><li>a</li><li>b</li></ol>", "1. a\n2. b", "a\nb"),
    ("<ul><li>a<ul><li>b</li><li>c</li></ul></li><li>d</li></ul>", "- a\n  - b\n  - c\n- d", "a\nb\nc\nd"),
    ("<ol><li>a<ol><li>b</li></ol></li></ol>", "1. a\n   1. b", "a\nb"),
    ("<ul><li><p>a</p><p>b</p></li><li>c</li></ul>", "- a\n\n  b\n- c", "a\nb\nc"),
    ("<ul><li>a</li></ul><ul><li>b</li></ul>", "- a\n\n* b", "a\nb"),
    ("<ul><li>a</li></ul><p>b</p>", "- a\n\nb", "a\nb"),
    ("<blockquote><p>a</p><p>b</p></blockquote><p>c</p>", "> a\n>\n> b\n\nc", "a\nb\nc"),
    ("<blockquote>a<br>b</blockquote>", "> a\\\n> b", "a b"),
    ("<blockquote><ul><li>a</li><li>b</li></ul></blockquote>", "> - a\n> - b", "a\nb"),
    ("<blockquote>a<blockquote>b</blockquote></blockquote>", "> a\n>\n> > b", "a\nb"),
    ("<pre>if x:\n    y()</pre>", "```\nif x:\n    y()\n```", "if x:\n    y()"),
    ("<pre>```</pre>", "````\n```\n````", "```"),
    (
        "<table><tr><th>Port</th><th>Boats</th></tr><tr><td>A|B</td><td><b>2</b></td></tr></table>",
        "| Port | Boats |\n| --- | --- |\n| A&#124;B | **2** |",
        "Port | Boats\nA|B | 2",
    ),
    (
        "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr><tr><td>d</td><td>e</td></tr></table>",
        "| a | b |\n| --- | --- |\n| c |  |\n| d | e |",
        "a | b\nc\nd | e",
    ),
    (
        "<table><caption>Ports</caption><tr><th>A</th><th>B</th></tr><tr><td>c</td><td>d</td></tr></table>",
        "Ports\n\n| A | B |\n| --- | --- |\n| c | d |",
        "Ports\nA | B\nc | d",
    ),
    ("<table><tr><td>One column</td></tr><tr><td>is layout</td></tr></table>", "One column\n\nis layout", "One column\nis layout"),
    ("<dl><dt>Term</dt><dd>Meaning</dd></dl>", "Term\n\nMeaning", "Term\nMeaning"),
    ("<div>bare <span>text</span><p>para</p>tail</div>", "bare text\n\npara\n\ntail", "bare text\npara\ntail"),
    ("<p>soft\u00adhyphen, zero\u200bwidth</p>", "softhyphen, zerowidth", "softhyphen, zerowidth"),
    ("<p>a<script>b</script>c</p>", "ac", "ac"),
    ("<p>Let <math><mi>a</mi><mo>=</mo><mn>1</mn><annotation>a=1</annotation></math> be</p>", "Let a=1 be", "Let a=1 be"),
    # what a site generator would run
    ("<p>{{ site.x }} {% raw %} {{< y >}}</p>", "&#123;&#123; site.x }} &#123;% raw %} &#123;&#123;< y >}}", None),
    ("<p>{: onclick=x} {::comment}</p>", "&#123;: onclick=x} &#123;::comment}", None),
    ("<p>say <code>{{ x }}</code> and <code>f(){}</code></p>", "say &#123;&#123; x }} and `f(){}`", None),
    ("<pre>{% if x %}\n  y</pre>", "&#123;% if x %}\\\ny", None),
    ("<p>: no definition</p><p>$$x$$</p><p>*[HTML]: no</p>", "\\: no definition\n\n&#36;&#36;x&#36;&#36;\n\n\\*[HTML&#93;: no", None),
    ("<pre>{# x\n\n# y</pre>", "&#123;# x\n\n\\# y", None),
    ("<p>say <code>&lt;!--more--> </code></p>", "say &lt;!--more-->", None),
    (
        "<p>the [sic] said […] [y](z) [ ] ![a](b) [[w]] ^[n]</p>",
        "the [sic] said […] [y&#93;(z) &#91; ] ![a&#93;(b) &#91;[w]] ^&#91;n]",
        None,
    ),
    ("<p>the <b>[sic]</b>(x) [x<i>y]</i></p>", "the **&#91;sic&#93;**(x) [x*y&#93;*", None),
    # an address becomes a link in some readers, before escapes are read in it
    ("<p>https://a.example/?a=1&b=2 x</p>", "https://a.example/?a=1&b=2 x", None),
    ("<p>https://a.example/?a=1&amp;amp;b=2 x</p>", "https\\://a.example/?a=1&amp;amp;b=2 x", None),
    ("<p>https://a.example/_x_ x</p>", "https\\://a.example/\\_x\\_ x", None),
    ("<p>https://a.example<br>www.b.example/<b>c</b></p>", "https\\://a.example\\\nwww\\.b.example/**c**", None),
    ("<p>x<b>m@a.example</b> <b>m@a.example</b></p>", "xm@a.example **m@a.example**", None),
    ('<p><a href="https://a.example/?a=1&amp;b=2&amp;amp;c">w</a></p>', "[w](https://a.example/?a=1&b=2&amp;amp;c)", "w"),
    # code in a table, in a link, of backticks
    (
        "<table><tr><th>a</th><th>b</th></tr><tr><td><code>a|b</code></td><td><code>a`</code></td></tr></table>",
        "| a | b |\n| --- | --- |\n| a&#124;b | a&#96; |",
        None,
    ),
    ('<p><a href="https://a.example/"><code>[x]</code></a></p>', "[&#91;x&#93;](https://a.example/)", "[x]"),
    ("<p><code>``x``</code></p>", "&#96;&#96;x&#96;&#96;", None),
    ('<p><a href="https://a.example/{{x}}?a=[1]">w</a></p>', "[w](https://a.example/%7B%7Bx%7D%7D?a=%5B1%5D)", "w"),
]


@pytest.mark.parametrize(("markup", "markdown", "plain"), TABLE)
def test_element_becomes(markup: str, markdown: str, plain: str | None) -> None:
    got = written(markup)
    assert got[0] == markdown
    if plain is not None:
        assert got[1] == plain


@pytest.mark.parametrize("markup", [row[0] for row in TABLE if "href" not in row[0]])
def test_both_say_the_same_words(markup: str) -> None:
    markdown, plain = written(markup)
    markdown = html.unescape(re.sub(r"^[> ]*\d+[.)] ", "", markdown, flags=re.M))
    assert [char for char in markdown if char.isalnum()] == [char for char in plain if char.isalnum()]


@pytest.mark.parametrize(("text", "escaped"), [("a*b", "a\\*b"), ("&amp;", "&amp;amp;"), ("A & B", "A & B"), ("plain", "plain")])
def test_escape(text: str, escaped: str) -> None:
    assert escape(text) == escaped


@pytest.mark.parametrize(
    ("line", "escaped"),
    [
        ("# a", "\\# a"),
        ("12. a", "12\\. a"),
        ("12 a", "12 a"),
        ("=", "\\="),
        ("^", "&#94;"),
        ("-5 degrees", "-5 degrees"),
        ("a - b", "a - b"),
    ],
)
def test_escape_start(line: str, escaped: str) -> None:
    assert escape_start(line) == escaped
