"""Bytes: real files, any text in any field, documents that people wrote, and hostile ones."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import time
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from crawler.frontmatter import FrontMatterError, canonical, read, replace, same, write
from crawler.schema import ROWS, validate
from crawler.yaml_text import instant, plain_safe
from tests.test_schema import record
from tests.ugly import UGLY

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = Path(__file__).resolve().parents[2] / "shared" / "schema" / "examples"
READER = ROOT / "tests" / "js" / "read.mjs"

# Texts that some reader takes for something else, or breaks on.
ODD = [
    *("No", "yes", "on", "y", "N", "~", "null", "Null", "true", ".inf", "-.INF", ".NaN", "=", "<<", "1e3", "1E-2", "0o17", "017", "0x1F"),
    *("0b11", "12:30", "1:2:3.4", "1984", "1_000", "1,000", "+1", "-1", ".5", "5.", ".", "-", "--", "---", "...", "2024-01-02", "2024-1-2"),
    *("2024-01-02 03:04:05", "1.5e+3", "0.", "-0", "08", "a: b", "a #b", "a:", ":a", "#a", "&a", "*a", "!a", "|", ">", "%a", "@a", "`a`"),
    *(
        "'a'",
        '"a"',
        "[a]",
        "{a}",
        "{{ a }}",
        "- a",
        "? a",
        ",a",
        "a, b",
        "a [b]",
        "it's",
        'say "a"',
        "back\\slash",
        "a\tb",
        "a\nb",
        "\n---\n",
    ),
    *(
        " a",
        "a ",
        "\u00a0a",
        "a\u00a0",
        "a\u0085b",
        "a\u2028b",
        "\ufeffa",
        "a\ufeff",
        "\u200b",
        "a\u200db",
        "👩\u200d🚀",
        "🙂",
        "\x00",
        "\x7f",
    ),
    *("\u202ea", "\u00ada", "\uffff", "\ufffe", "\ud800", "\ud83d\ude00", "Barron's", "Marc D Anderson's Blog", "IT-Online", "아크로팬"),
    *(
        "!!str a",
        "<<: a",
        "a: ",
        "0",
        "00",
        "1__2",
        "0x",
        "0b",
        "0o",
        "1e",
        "e1",
        "+",
        "+.5",
        "1.2.3",
        "Infinity",
        "NaN",
        "7-11",
        "24/7",
        "9to5",
    ),
]
words = st.one_of(st.sampled_from(ODD), st.text(max_size=30), st.text("-+.:#_,0123456789eExXobTZ \t\n'\"{}[]!&*%@`|>?=~ynoft", max_size=8))
filled = words.filter(str.strip)


def sound(value: Any) -> Any:
    """Lone surrogates as the writer replaces them, pairs joined."""
    if isinstance(value, str):
        return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if isinstance(value, list):
        return [sound(item) for item in value]
    return {sound(key): sound(item) for key, item in value.items()} if isinstance(value, dict) else value


def front(text: str) -> str:
    assert text.startswith("---\n")
    return text[4 : text.index("\n---\n", 3) + 1]


def ruamel(text: str) -> Any:
    return YAML(typ="safe", pure=True).load(io.StringIO(text))


READERS = {
    "PyYAML": lambda text: yaml.load(text, yaml.SafeLoader),
    "PyYAML, libyaml": lambda text: yaml.load(text, yaml.CSafeLoader),
    "ruamel.yaml": ruamel,
}


@cache
def example_files() -> list[Path]:
    return sorted(EXAMPLES.rglob("*.md"))


def test_real_files_come_back_to_the_byte() -> None:
    if not EXAMPLES.is_dir():
        pytest.skip("the example files are not here")
    assert len(example_files()) > 20
    for path in example_files():
        content = path.read_bytes()
        document = read(content)
        assert write(document.record, document.body).encode() == content, path.name
        assert canonical(document).encode() == content, path.name
        assert validate(document.record) == [], path.name


def test_a_whole_file() -> None:
    related = {
        "quality": 12,
        "type": "article",
        "title": "Other",
        "excerpt": "Words.",
        "webUrl": "https://other.example/a",
        "publishedDateTime": datetime(2024, 2, 28, 23, 30, tzinfo=timezone(timedelta(hours=-5))),
        "provider": {"domain": "other.example", "name": "Other"},
        "images": [{"height": 2, "width": 3, "url": "https://other.example/i.png"}],
    }
    assert write(record(related=[related], title='A "quote"\r\nand \\ é', mine={"b": [1, {"c": None}], "a": []}), "\n\nBody.\n\n") == (
        "---\n"
        "category: news\n"
        'title: "A \\"quote\\"\\r\\nand \\\\ é"\n'
        'excerpt: "The bridge carries trains again."\n'
        "publishedDateTime: 2024-02-29T08:00:00Z\n"
        'originalUrl: "https://daily.example/bridge?id=1"\n'
        'webUrl: "https://daily.example/bridge"\n'
        "type: article\n"
        "quality: 54\n"
        "heat: -1\n"
        "published: false\n"
        "\n"
        "provider:\n"
        "  name: The Daily\n"
        "  domain: daily.example\n"
        "\n"
        "topics:\n"
        "  - Bridges\n"
        "\n"
        "images:\n"
        '  - url: "https://daily.example/b.jpg"\n'
        "    width: 1200\n"
        "    height: 630\n"
        "    isCached: true\n"
        "\n"
        "related:\n"
        '  - title: "Other"\n'
        '    excerpt: "Words."\n'
        "    publishedDateTime: 2024-02-29T04:30:00Z\n"
        '    webUrl: "https://other.example/a"\n'
        "    type: article\n"
        "    provider:\n"
        "      name: Other\n"
        "      domain: other.example\n"
        "    quality: 12\n"
        "    images:\n"
        '      - url: "https://other.example/i.png"\n'
        "        width: 3\n"
        "        height: 2\n"
        "\n"
        'secured: "QUJD;REVG"\n'
        "\n"
        "mine:\n"
        "  b:\n"
        "    - 1\n"
        "    - c: null\n"
        "  a: []\n"
        "---\n"
        "\n"
        "Body.\n"
    )
    assert write({"type": "article", "title": None}) == "---\ntype: article\n---\n\n"


@pytest.mark.parametrize(
    "text", ["Marc D Anderson's Blog", "Barron's", "IT-Online", "아크로팬", "7-11", "24/7", "9to5", "e1", "a [b]", "Yes!"]
)
def test_safe_names_stay_plain(text: str) -> None:
    assert f"  name: {text}\n" in write({"provider": {"name": text}})


@pytest.mark.parametrize("text", ["Yes", "1984", "a: b", "a #b", "@a", "a:", "0o17", "12:30", "1e3", "1,000", "y", "=", "- a", " a", ""])
def test_unsafe_names_are_quoted(text: str) -> None:
    assert f'  name: "{text}"\n' in write({"provider": {"name": text}})


def test_what_no_file_can_hold_is_refused() -> None:
    for value in ({1, 2}, object(), b"bytes", datetime(2024, 1, 1)):
        with pytest.raises((TypeError, ValueError)):
            write({"mine": value})
    with pytest.raises(TypeError):
        write({"mine": {1: "a key that is no text"}})


FIELDS = st.fixed_dictionaries(
    {},
    optional={row.path: words for row in ROWS if row.group and row.type in ("text", "url", "host", "choice", "locale", "sealed")}
    | {
        "quality": st.integers(-(2**53), 2**53),
        "published": st.booleans(),
        "publishedDateTime": st.datetimes(datetime(1000, 1, 1), datetime(9999, 12, 31)).map(lambda at: at.strftime("%Y-%m-%dT%H:%M:%SZ")),
        "provider": st.fixed_dictionaries(
            {"name": words, "domain": words}, optional={"authors": st.lists(words, max_size=2), "mine": words}
        ),
        "topics": st.lists(words, max_size=3),
        "images": st.lists(
            st.fixed_dictionaries({"url": words, "width": st.integers(0)}, optional={"isCached": st.booleans()}), max_size=2
        ),
        "related": st.lists(st.fixed_dictionaries({"title": words, "provider": st.fixed_dictionaries({"name": words})}), max_size=2),
        "mine": st.recursive(
            words | st.booleans() | st.integers() | st.none() | st.floats(allow_nan=False),
            lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
            max_leaves=8,
        ),
    },
)
DATED = datetime(2024, 2, 29, 8, 0, tzinfo=UTC)


@settings(max_examples=150, deadline=None)
@given(FIELDS)
def test_any_record_is_read_back(values: dict[str, Any]) -> None:
    if values.get("mine", 0) is None:
        del values["mine"]
    text = write(values)
    document = read(text.encode())
    assert document.record == sound(values)
    assert write(document.record) == canonical(document) == text


def texts(values: list[str]) -> str:
    """A file that holds the texts in every kind of place."""
    images = [{"url": value, "title": value} for value in values]
    return write({"title": values[0], "provider": {"name": values[0]}, "topics": values, "images": images, "mine": {v: v for v in values}})


def expected(values: list[str]) -> dict[str, Any]:
    clean = [sound(value) for value in values]
    images = [{"url": value, "title": value} for value in clean]
    return {"title": clean[0], "provider": {"name": clean[0]}, "topics": clean, "images": images, "mine": {v: v for v in clean}}


@settings(max_examples=100, deadline=None)
@given(st.lists(words, min_size=1, max_size=6))
@example(ODD)
def test_every_python_reader_reads_any_text_back(values: list[str]) -> None:
    text = front(texts(values))
    for name, load in READERS.items():
        assert load(text) == expected(values), name


def test_dates_are_dates_to_the_readers() -> None:
    text = front(write({"publishedDateTime": "2024-02-29T09:00:00+01:00"}))
    assert text == "publishedDateTime: 2024-02-29T08:00:00Z\n"
    assert yaml.safe_load(text) == {"publishedDateTime": DATED}


def test_a_javascript_reader_reads_any_text_back() -> None:
    node = shutil.which("node")
    if not node or not (READER.parent / "node_modules").is_dir():
        pytest.skip("needs node, and npm ci --prefix tests/js")
    cases: list[list[str]] = [[value] for value in ODD]

    @settings(max_examples=150, deadline=None, database=None)
    @given(st.lists(words, min_size=1, max_size=6))
    def collect(values: list[str]) -> None:
        cases.append(values)

    collect()
    sent = json.dumps([front(texts(values)) for values in cases])
    answers = json.loads(subprocess.run([node, str(READER)], input=sent, capture_output=True, text=True, check=True, timeout=60).stdout)
    for values, answer in zip(cases, answers, strict=True):
        assert answer == {"value": expected(values)}, values


@given(words)
def test_plain_safe_text_is_itself_to_every_python_reader(text: str) -> None:
    if plain_safe(text):
        for name, load in READERS.items():
            assert load(f"a: {text}\n") == {"a": text}, name


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("2024-02-29T08:00:00Z", "2024-02-29T08:00:00Z"),
        ("2024-02-29 10:00:00 +02:00", "2024-02-29T08:00:00Z"),
        ("2024-02-29t10:00:00.250+0200", "2024-02-29T08:00:00Z"),
        ("2024-02-29T10:00:00+2", "2024-02-29T08:00:00Z"),
        ("2024-2-9T03:00:00-05", "2024-02-09T08:00:00Z"),
        ("2024-02-29T10:00:00", None),
        ("2024-02-29", None),
        ("2023-02-29T10:00:00Z", None),
        ("0001-01-01T00:00:00+10:00", None),
    ],
)
def test_instants(text: str, result: str | None) -> None:
    assert instant(text) == result


@pytest.mark.parametrize("name", UGLY)
def test_ugly_documents(name: str) -> None:
    """Whatever people write: read like PyYAML reads it, unchanged by no change, and canonical in one step without a loss."""
    text = UGLY[name]
    document = read(text.encode())
    loaded = yaml.safe_load(document.front)
    assert set(document.record) == {str(key) for key in loaded or {}}
    assert replace(document, {}) == text
    assert replace(document, {key: value for key, value in document.record.items() if value is not None}) == text
    form = canonical(document)
    again = read(form.encode())
    assert canonical(again) == form
    assert yaml.safe_load(again.front) == loaded
    assert again.record == document.record
    assert again.body == document.body.replace("\r\n", "\n")
    for comment in ("first", "second", "third", "fourth", "fifth"):
        assert form.count(f"# {comment} comment") == text.count(f"# {comment} comment"), comment


@pytest.mark.parametrize("name", UGLY)
@pytest.mark.parametrize(
    "changes",
    [
        {"quality": 7},
        {"topics": ["One", "Two: three"]},
        {"images": None},
        {"title": "New", "heat": None, "secured": "QUJD;REVG", "unheard": "x"},
        {"category": None, "provider": None, "topics": None, "title": None},
        {"related": [{"title": "Other"}], "featuredContent": "<iframe>"},
    ],
)
def test_changes_of_ugly_documents(name: str, changes: dict[str, Any]) -> None:
    document = read(UGLY[name].encode())
    result = replace(document, changes)
    after = read(result.encode())
    wanted = {key: value for key, value in document.record.items() if key not in changes}
    assert after.record == wanted | {key: value for key, value in changes.items() if value is not None}
    assert after.body.replace("\r\n", "\n") == document.body.replace("\r\n", "\n")
    for comment in ("first", "second", "third", "fourth", "fifth"):
        if f"# {comment} comment" in UGLY[name] and not any(value is None for value in changes.values()):
            assert f"# {comment} comment" in result


def test_a_change_leaves_every_other_byte() -> None:
    text = (
        "\ufeff---\r\n# Made by hand.\r\nzebra: {a: 1}   # kept\r\ntitle: 'Old'  # beside\r\ncategory:   news\r\n\r\n\r\n"
        "topics:\r\n- A\r\n# above images\r\nimages: []\r\n---\r\nBody\twith\r\n---\r\nlines"
    )
    assert replace(read(text), {"title": "New: title", "topics": ["B"], "quality": 3}) == (
        "\ufeff---\r\n# Made by hand.\r\nzebra: {a: 1}   # kept\r\n"
        'title: "New: title" # beside\r\nquality: 3\r\ncategory:   news\r\n\r\n\r\n'
        "topics:\r\n  - B\r\n# above images\r\nimages: []\r\n---\r\nBody\twith\r\n---\r\nlines"
    )


@settings(max_examples=150, deadline=None)
@given(FIELDS, FIELDS)
def test_a_changed_canonical_file_is_canonical(before: dict[str, Any], after: dict[str, Any]) -> None:
    before = {key: value for key, value in before.items() if value is not None}
    after = {key: value for key, value in after.items() if value is not None}
    changes = {key: after.get(key) for key in before | after}
    assert replace(read(write(before, "Body.")), changes) == write(after, "Body.")


@pytest.mark.parametrize(
    ("content", "line", "wrong"),
    [
        (b"", 1, "doesn't begin"),
        (b"Words\n", 1, "doesn't begin"),
        (b"+++\ntitle = 1\n+++\n", 1, "TOML"),
        (b'{"title": 1}\n', 1, "JSON"),
        (b"---\ntitle: a\n", 1, "no end"),
        (b"---", 1, "no end"),
        (b"---\ntitle: a\nb: [1\n---\n", 4, "expected"),
        (b"---\na: b\n\tc: d\n---\n", 3, "tab|token|simple key|values"),
        (b"---\na: x\n  b: y\n---\n", 3, "values"),
        ("---\na: \ud800\n---\n", 2, "surrogate"),
        (b"---\n- a\n---\n", 2, "not a map"),
        (b"---\na: 1\n<<<<<<< ours\nb: 1\n=======\nb: 2\n>>>>>>> theirs\n---\n", 3, "merge conflict"),
        (b"---\na: 1\nb: caf\xe9\n---\n", 3, "0xE9"),
        ("---\na: é\n---\n".encode("utf-16"), 1, "UTF-8"),
        (b"---\na: 1\nb: \x07\n---\n", 3, "U.0007"),
        (b"---\na: *nowhere\n---\n", 2, "alias"),
        (b"---\na: &x [*x]\n---\n", 2, "itself"),
        (b"---\n? [a]\n: b\n---\n", 2, "key"),
        (b"---\na: " + b"[" * 200_000 + b"]" * 200_000 + b"\n---\n", 2, "nested"),
        (b"---\na:\n  " + b"- " * 200_000 + b"x\n---\n", 3, "nested"),
        (b"---\na0: &a0 [x]\n" + b"".join(b"a%d: &a%d [*a%d]\n" % (n, n, n - 1) for n in range(1, 3000)) + b"---\n", 52, "nested"),
        (
            b"---\na0: &a0 [x]\n"
            + b"".join(b"a%d: &a%d [%s]\n" % (n, n, b",".join([b"*a%d" % (n - 1)] * 9)) for n in range(1, 40))
            + b"---\n",
            7,
            "expand",
        ),
        (b"---\na: " + b"x" * 11_000_000 + b"\n---\n", 1, "10 MB"),
        (b"---\na: [" + b"1," * 3_000_000 + b"]\n---\n", 2, "100000"),
    ],
)
def test_what_cannot_be_read(content: bytes | str, line: int, wrong: str) -> None:
    began = time.process_time()
    with pytest.raises(FrontMatterError, match=wrong) as error:
        read(content)
    assert error.value.line == line
    assert f"line {line}: " in str(error.value)
    assert time.process_time() - began < 5


@settings(max_examples=300, deadline=None)
@given(st.text("ab:-[]{}&*!|>'\"%@`#?,\n\t \r~<\ufeff\u0085\u2028\ud800é1", max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        document = read(f"---\n{text}\n---\n")
    except FrontMatterError:
        return
    assert replace(document, {}) == document.text
    form = canonical(document)
    assert same(read(form).record, sound(document.record))
    assert canonical(read(form)) == form
    changed = read(replace(document, {"title": "New"}))
    assert same(changed.record, document.record | {"title": "New"})


def test_lines_of_values() -> None:
    document = read("---\ntitle: a\nprovider:\n  # who\n  name: b\nimages:\n  - url: c\n  - url: d\n    width: 1\n---\n")
    paths = {("title",): 2, ("provider", "name"): 5, ("provider", "domain"): 3, ("images", 1): 8, ("images", 1, "width"): 9, ("x",): 1}
    assert {path: document.line(path) for path in paths} == paths
