"""``secured``: sealing, opening, keys, and the commands around them."""

from __future__ import annotations

import base64
import json
import os
import random
import stat
import subprocess
import sys
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from crawler import frontmatter
from crawler.exceptions import ConfigError
from crawler.items import Article, Evidence, Extraction, Published, Text
from pipelines.record import record
from pipelines.seal.cipher import SealError, derive, parse, seal, unseal
from pipelines.seal.keys import find_key, read_key
from pipelines.seal.payload import payload
from pipelines.seal.stage import SealStage
from tests.commands import run

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT.parents[1] / "shared" / "schema" / "examples"
SECRET = bytes(range(32))
TEXT = base64.b64encode(SECRET).decode()
KEY = derive(SECRET)
OTHER = derive(bytes(32))
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=;"

FOUND = Extraction(
    title="Harbour opens",
    excerpt="It is open.",
    authors=("Ada Pier", "Bo Quay"),
    text=Text("It is open.\nCome and see.", "It is open."),
    published=Published(datetime(2026, 9, 12, 8, tzinfo=UTC)),
    locale="en-gb",
    evidence=Evidence(words=5),
    by={"title": "h1", "excerpt": "og:description"},
)


def article() -> Article:
    return Article("https://a.example/1?from=list", "https://a.example/1", FOUND)


def test_a_thousand_payloads_come_back() -> None:
    draw = random.Random(7)
    seen = set()
    for number in range(1000):
        plain = draw.randbytes(draw.choice((0, 1, 15, 16, 17, 31, 32, 33, draw.randrange(4000)))) + str(number).encode()
        key = derive(draw.randbytes(32))
        sealed = seal(plain, key)
        assert unseal(sealed, key) == plain
        assert seal(plain, key) == sealed, "same content, same bytes"
        first, second = (base64.b64decode(part, validate=True) for part in sealed.split(";"))
        assert len(first) % 16 == 0
        assert len(second) == 16
        assert first[:16] not in seen
        seen.add(first[:16])


def test_known_answer() -> None:
    """What was sealed stays readable: these bytes never change."""
    sealed = seal(b'{"v":1}', KEY)
    assert sealed == KNOWN
    assert unseal(KNOWN, KEY) == b'{"v":1}'


KNOWN = "D0v7zvGD13RVQQL6V7ZW8w==;zb77ea6TletbDXwobbQRhw=="


def test_every_single_changed_character_is_seen() -> None:
    sealed = seal(payload(article()), KEY)
    for at, there in enumerate(sealed):
        for other in ALPHABET[(at * 7) % 50 :: 13]:
            if other != there:
                with pytest.raises(SealError):
                    unseal(sealed[:at] + other + sealed[at + 1 :], KEY)


def test_a_change_and_another_key_are_told_apart() -> None:
    sealed = seal(payload(article()), KEY)
    for at in range(0, sealed.index(";") - 2, 5):
        other = "A" if sealed[at] != "A" else "B"
        with pytest.raises(SealError, match="changed"):
            unseal(sealed[:at] + other + sealed[at + 1 :], KEY)
    for number in range(200):
        with pytest.raises(SealError, match="another key"):
            unseal(sealed, derive(bytes([number]) * 32))


@pytest.mark.parametrize("value", ["", ";", "abc", "AAAA;BBBB", f"{'A' * 22}==;{'A' * 22}==;", "ä;ä", f"{'A' * 22}==\n;{'A' * 22}=="])
def test_other_forms_are_refused(value: str) -> None:
    with pytest.raises(SealError):
        unseal(value, KEY)


def test_a_key_shows_nothing() -> None:
    for shown in (repr(KEY), str(KEY), f"{KEY}", repr([KEY])):
        assert TEXT not in shown
        assert not any(repr(part)[2:10] in shown for part in (SECRET, KEY.cipher, KEY.digest))
    with pytest.raises(SealError) as caught:
        parse(TEXT[:-4])
    assert TEXT[:10] not in str(caught.value)


def test_keys_in_both_spellings() -> None:
    urlsafe = base64.urlsafe_b64encode(bytes([251]) * 32).decode()
    assert parse(urlsafe) == parse(urlsafe.replace("-", "+").replace("_", "/")) == parse((bytes([251]) * 32).hex())


def test_where_the_key_is_found(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text(TEXT + "\n")
    file.chmod(0o600)
    assert find_key({}) is None
    assert find_key({"NEWSMATTER_KEY": f" {TEXT} "}) == KEY
    assert find_key({"NEWSMATTER_KEY_FILE": str(file)}) == KEY
    assert find_key({}, str(file)) == KEY
    assert find_key({"NEWSMATTER_KEY": bytes(32).hex(), "NEWSMATTER_KEY_FILE": str(file)}, str(file)) == OTHER
    file.chmod(0o640)
    with pytest.raises(ConfigError, match="others can read this key"):
        read_key(file)
    with pytest.raises(ConfigError, match="can't be read"):
        read_key(tmp_path / "none")
    with pytest.raises(ConfigError, match="isn't 32 bytes") as caught:
        find_key({"NEWSMATTER_KEY": "hunter2"})
    assert "hunter2" not in str(caught.value)


def test_what_is_sealed() -> None:
    facts = json.loads(payload(article()))
    assert facts == {
        "v": 1,
        "source": "https://a.example/1?from=list",
        "final": "https://a.example/1",
        "hash": sha256(b"It is open.\nCome and see.").hexdigest(),
        "words": 5,
        "language": "en-gb",
        "by": {"title": "h1", "excerpt": "og:description"},
    }
    assert json.loads(payload(article(), authors=True))["authors"] == ["Ada Pier", "Bo Quay"]
    assert payload(article()) == payload(article())
    assert b" " not in payload(article()).replace(b"og: ", b"")


def test_the_stage_seals_with_a_key_only() -> None:
    without, sealed = article(), article()
    SealStage(None, False).process_item(without)
    assert without.secured is None
    assert "secured" not in record(without)
    SealStage(KEY, False).process_item(sealed)
    values = record(sealed)
    assert json.loads(unseal(values["secured"], KEY))["source"] == sealed.url
    assert list(values)[-1] == "secured"
    assert frontmatter.read(frontmatter.write(values)).record["secured"] == sealed.secured


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A sealed file, and its key in the environment."""
    monkeypatch.setenv("NEWSMATTER_KEY", TEXT)
    monkeypatch.delenv("NEWSMATTER_KEY_FILE", raising=False)
    one = article()
    SealStage(KEY, True).process_item(one)
    (tmp_path / "1.md").write_text(frontmatter.write(record(one), "It is open."))
    return tmp_path


def test_unseal_opens(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done = run(capsys, "unseal", files / "1.md")
    name, _, facts = done.stdout.partition(": ")
    assert (done.returncode, name, done.stderr) == (0, str(files / "1.md"), "")
    assert json.loads(facts)["authors"] == ["Ada Pier", "Bo Quay"]
    assert run(capsys, "unseal").returncode == 2


def test_unseal_says_what_is_wrong(files: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    file = files / "1.md"
    text = file.read_text()
    at = text.index('secured: "') + 30
    file.write_text(text[:at] + ("A" if text[at] != "A" else "B") + text[at + 1 :])
    done = run(capsys, "unseal", file)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", f"{file}: secured: it was changed after it was sealed\n")
    file.write_text(text)
    monkeypatch.setenv("NEWSMATTER_KEY", bytes(32).hex())
    done = run(capsys, "unseal", file)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", f"{file}: secured: it was sealed with another key\n")
    monkeypatch.delenv("NEWSMATTER_KEY")
    done = run(capsys, "unseal", file)
    assert done.returncode == 1
    assert "there is no key" in done.stderr


def test_rotation(files: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    file, old = files / "1.md", files / "old.key"
    old.write_text(TEXT)
    old.chmod(0o600)
    before = file.read_text()
    monkeypatch.setenv("NEWSMATTER_KEY", bytes(32).hex())
    assert run(capsys, "unseal", file, "--old-key", old).returncode == 0
    assert file.read_text() == before, "opening writes nothing"
    assert run(capsys, "unseal", file, "--old-key", old, "--rotate").returncode == 0
    after = file.read_text()
    assert run(capsys, "unseal", file).returncode == 0
    assert before != after
    assert before.replace(record_of(before), record_of(after)) == after, "nothing else changes"
    assert run(capsys, "unseal", file, "--old-key", old, "--rotate").returncode == 0
    assert file.read_text() == after
    assert run(capsys, "unseal", file, "--rotate").returncode == 1


def record_of(text: str) -> str:
    return str(frontmatter.read(text).record["secured"])


def test_keygen(tmp_path: Path) -> None:
    file = tmp_path / "key"
    environment = {**os.environ, "NEWSMATTER_KEY": TEXT}
    command = [sys.executable, "-m", "scrapy", "keygen"]
    done = subprocess.run([*command, "--output", str(file)], cwd=ROOT, capture_output=True, text=True, timeout=60, env=environment)
    assert (done.returncode, done.stdout) == (0, "")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert read_key(file) != KEY
    assert file.read_text().strip() not in done.stderr
    done = subprocess.run([*command, "--output", str(file)], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    assert "never overwritten" in done.stderr


def test_a_crawl_seals_and_never_tells_the_key(tmp_path: Path, newsroom: str) -> None:
    url = "http://www.kestrel-post.example/news/technology/harrowmouth-halts-face-recognition-trial-48213"
    environment = {**os.environ, "NEWSMATTER_KEY": TEXT, "http_proxy": newsroom, "no_proxy": ""}
    command = [sys.executable, "-m", "scrapy", "crawl", "article", "-a", f"url={url}", "-L", "DEBUG", "-s", f"OUTPUT_DIR={tmp_path}"]
    command += ["-s", "EXTRACT_WORKERS=0", "-s", f"LOG_FILE={tmp_path / 'log'}"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, env=environment)
    assert done.returncode == 0, done.stderr
    values = frontmatter.read(next(tmp_path.glob("*.md")).read_bytes()).record
    assert json.loads(unseal(values["secured"], KEY))["source"] == url
    assert values["topics"] == ["AI", "Technology"]
    assert values["published"] is (values["heat"] >= 70)
    log = (tmp_path / "log").read_text()
    assert "Overridden settings" in log
    assert TEXT not in log + done.stdout + done.stderr
    assert SECRET.hex() not in log


def test_keygen_prints(capsys: pytest.CaptureFixture[str]) -> None:
    one, two = (run(capsys, "keygen").stdout for _ in range(2))
    assert one != two
    assert parse(one)


@pytest.mark.skipif(not EXAMPLES.is_dir(), reason="no folder of real files beside this checkout")
def test_foreign_values_survive(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSMATTER_KEY", TEXT)
    kept = {}
    for path in sorted(EXAMPLES.glob("2022-09-*.md")):
        (tmp_path / path.name).write_bytes(path.read_bytes())
        kept[path.name] = next(line for line in path.read_bytes().splitlines() if line.startswith(b"secured: "))
    assert kept
    run(capsys, "lint", tmp_path, "--fix")
    run(capsys, "score", tmp_path, "--write", "-s", "TOPICS_DIR=")
    done = run(capsys, "unseal", tmp_path, "--rotate", "--old-key", bytes(32).hex())
    assert done.returncode == 1
    assert done.stderr.count("another key") == len(kept)
    for name, line in kept.items():
        assert line in (tmp_path / name).read_bytes().splitlines(), name
