"""The content folder from run to run: names, identity, tombstones, broken files, dry runs, other writers."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from crawler import lock
from crawler.commands.rebuild import rebuilt
from crawler.commands.status import status
from crawler.library import Revision
from crawler.lock import FolderLock, Locked
from crawler.reporting.report import Outcome, exit_status, summarise
from crawler.state import StateError, state_path
from tests.newsdesk import SITE, Desk, Story

ONE = Story("one", "One story")
TWO = Story("two", "Another story", image=None)
MORE = [Story(f"more/{n}", f"More {n}") for n in range(4)]
NAME = "2026-11-03-one-story.md"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_articles_of_one_name_have_stable_names_in_any_order(tmp_path: Path) -> None:
    stories = [Story(f"n/{n}", "The same headline", f"Excerpt {n}.") for n in range(3)]
    seen = []
    for number, order in enumerate(permutations(stories)):
        desk = Desk(tmp_path / str(number))
        assert desk.outcomes(*order) == ["written"] * 3
        seen.append(desk.files())
        assert set(desk.outcomes(*reversed(order))) == {"unchanged"}
        assert desk.files() == seen[-1]
    assert len(seen[0]) == 3 and all(files == seen[0] for files in seen)


def test_a_killed_run_leaves_no_other_names(tmp_path: Path) -> None:
    """Which of two new articles of one name came first is chance; so is where a run is killed."""
    stories = [Story(f"n/{n}", "The same headline", f"Excerpt {n}.") for n in range(3)]
    whole = Desk(tmp_path / "whole")
    whole.crawl(*stories)
    for number, (first, *rest) in enumerate(permutations(stories)):
        desk = Desk(tmp_path / str(number))
        stage, folder, _ = desk.open()
        stage.process_item(first.article())
        folder.spider_closed("shutdown")
        folder.close()
        desk.crawl(*rest)
        assert desk.files() == whole.files()
        later = Story("a", "The same headline", "The next day's run.")
        desk.crawl(later)
        assert {name: content for name, content in desk.files().items() if name in whole.files()} == whole.files(), "settled"


def test_one_article_under_many_addresses_is_one_file_in_any_order(tmp_path: Path) -> None:
    amp = replace(ONE, title="One story (short)", amp_url=f"{SITE}/amp/one")
    found = [ONE, (amp, f"{SITE}/amp/one"), (replace(ONE, excerpt="From a feed."), f"{SITE}/r/1?utm_source=x")]
    seen = []
    for number, order in enumerate(permutations(found)):
        desk = Desk(tmp_path / str(number))
        assert sorted(desk.outcomes(*order)) == ["unchanged", "unchanged", "written"]
        seen.append(desk.files())
        before = desk.times()
        assert set(desk.outcomes(*reversed(order))) == {"unchanged"}
        assert desk.times() == before, "pages that differ by address don't write the file to and fro"
    assert len(seen[0]) == 1 and all(files == seen[0] for files in seen)
    desk.crawl((Story("other", "One story, found again", web_url=f"{SITE}/r/1"), f"{SITE}/x"))
    assert len(desk.files()) == 1, "aliases are remembered"


def test_a_name_that_is_left_goes_to_the_next(tmp_path: Path) -> None:
    first = (replace(ONE, title="Headline"), f"{SITE}/amp/one")  # at first found under a name that isn't its own
    found = [first, ONE, Story("a", "Headline"), Story("b", "Headline")]
    seen = []
    for number, order in enumerate(permutations(found)):
        desk = Desk(tmp_path / str(number))
        desk.crawl(*order)
        seen.append(desk.files())
    assert len(seen[0]) == 3 and {NAME, "2026-11-03-headline.md"} < set(seen[0])
    assert all(files == seen[0] for files in seen)


def test_a_file_that_another_put_there_is_found_and_kept(desk: Desk) -> None:
    desk.folder.mkdir()
    text = f"---\ntitle: 'Our own title'\noriginalUrl: {ONE.url} # typed by hand\nweight: 1\n---\nOur text"
    (desk.folder / "own.md").write_text(text)
    assert desk.outcomes(ONE) == ["updated"]
    now = (desk.folder / "own.md").read_text()
    assert list(desk.files()) == ["own.md"]
    assert now.startswith("---\ncategory: news\ntitle: 'Our own title'\n") and now.endswith("weight: 1\n---\nOur text")
    assert f"originalUrl: {ONE.url} # typed by hand\n" in now


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (f'---\ntitle: "x\noriginalUrl: "{ONE.url}"\n---\n', "line"),
        (f'---\noriginalUrl: "{ONE.url}"\ntitle: x\n', "the front matter has no end"),
        (f'---\n<<<<<<< ours\ntitle: x\n=======\ntitle: y\n>>>>>>> theirs\noriginalUrl: "{ONE.url}"\n---\n', "a merge conflict"),
        (f'---\noriginalUrl: "{ONE.url}"\n---\n<<<<<<< ours\na\n=======\nb\n>>>>>>> theirs\n', "a merge conflict"),
        (f'---\ntitle: x\ntitle: y\noriginalUrl: "{ONE.url}"\n---\n', "stands twice"),
        (b"---\ntitle: caf\xe9\noriginalUrl: " + ONE.url.encode() + b"\n---\n", "not UTF-8"),
    ],
)
def test_a_broken_file_is_said_and_left_alone(desk: Desk, content: str | bytes, says: str) -> None:
    desk.folder.mkdir()
    path = desk.folder / "broken.md"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    before = desk.times()
    ((_, outcome, sentence),) = desk.crawl(ONE)
    assert outcome == "failed" and says in sentence and str(path) in sentence
    assert desk.times() == before


def test_read_only_files_and_links_are_left_alone(desk: Desk, tmp_path: Path) -> None:
    desk.crawl(ONE, TWO)
    one = desk.folder / NAME
    one.chmod(0o444)
    ((_, outcome, sentence),) = desk.crawl(replace(ONE, title="New"))
    assert outcome == "failed" and "read-only" in sentence
    outside = tmp_path / "outside.md"
    (desk.folder / "2026-11-03-another-story.md").rename(outside)
    (desk.folder / "2026-11-03-another-story.md").symlink_to(outside)
    before = outside.read_bytes()
    assert desk.outcomes(replace(TWO, title="New")) == ["removed"]
    assert outside.read_bytes() == before


def test_line_ends_and_permissions_stay(desk: Desk) -> None:
    desk.crawl(ONE)
    path = desk.folder / NAME
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    path.chmod(0o640)
    assert desk.outcomes(replace(ONE, title="New", text="New text.")) == ["updated"]
    content = path.read_bytes()
    assert content.count(b"\n") == content.count(b"\r\n") and b'title: "New"\r\n' in content and content.endswith(b"\r\n\r\nNew text.\r\n")
    assert path.stat().st_mode & 0o777 == 0o640


def test_deletion_is_undone_by_resurrect(desk: Desk) -> None:
    desk.crawl(ONE, TWO, *MORE)
    before = desk.files()
    (desk.folder / NAME).unlink()
    assert desk.outcomes(replace(ONE, title="Newer")) == ["removed"]
    assert desk.outcomes(ONE, RESURRECT=True) == ["written"]
    assert desk.files() == before
    assert desk.outcomes(ONE) == ["unchanged"]


def test_a_file_that_comes_back_has_no_tombstone(desk: Desk) -> None:
    desk.crawl(ONE, TWO, *MORE)
    (desk.folder / NAME).rename(desk.root / "trash")
    assert desk.outcomes(ONE) == ["removed"]
    (desk.root / "trash").rename(desk.folder / "restored.md")
    assert desk.outcomes(replace(ONE, title="Newer")) == ["updated"]


def test_what_is_no_deletion(desk: Desk) -> None:
    desk.crawl(ONE, TWO, *MORE)
    for path in [*desk.folder.glob("*more*"), desk.folder / NAME]:
        path.unlink()  # more than half: a restored backup, a cleared folder
    assert desk.outcomes(ONE, *MORE) == ["written"] * 5
    copy = desk.root / "copy"
    desk.folder.rename(copy)
    desk.folder.mkdir()
    for path in copy.iterdir():
        if path.name != NAME:
            (desk.folder / path.name).write_bytes(path.read_bytes())  # another folder at the same place
    assert desk.outcomes(ONE) == ["written"]


def git(folder: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=A", "-c", "user.email=a@b.example", "-c", "commit.gpgsign=false", "-c", "init.defaultBranch=main"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


def test_git_branches_and_commits(desk: Desk) -> None:
    git(desk.root, "init")
    desk.crawl(TWO, *MORE)
    git(desk.root, "add", "content")
    git(desk.root, "commit", "-m", "first")
    git(desk.root, "checkout", "-b", "later")
    desk.crawl(ONE)
    git(desk.root, "add", "content")
    git(desk.root, "commit", "-m", "second")
    assert desk.outcomes(TWO) == ["unchanged"]
    git(desk.root, "checkout", "main")
    assert not (desk.folder / NAME).exists()
    assert desk.outcomes(TWO) == ["unchanged"], "another branch: looked over"
    assert desk.outcomes(ONE) == ["written"], "a file that isn't on this branch was not deleted"
    git(desk.root, "add", "content")
    git(desk.root, "commit", "-m", "third")
    git(desk.root, "rm", f"content/{NAME}")
    git(desk.root, "commit", "-m", "a person takes it away")
    assert desk.outcomes(ONE) == ["removed"], "commits on the same branch: a deletion"
    git(desk.root, "reset", "--hard", "HEAD~1")
    assert desk.outcomes(ONE) == ["unchanged"]
    assert desk.outcomes(Story("new", "Not yet committed")) == ["written"]
    git(desk.root, "add", "content")
    git(desk.root, "stash")
    assert desk.outcomes(Story("new", "Not yet committed")) == ["written"], "what is stashed isn't deleted"
    git(desk.root, "reset", "--hard", "HEAD~1")
    assert desk.outcomes(ONE) == ["written"], "a reset is no deletion"


def test_a_name_from_an_earlier_run_stays_in_any_order(tmp_path: Path) -> None:
    amp, better = (replace(ONE, title="New short"), f"{SITE}/amp/one"), replace(ONE, title="New title", amp_url=f"{SITE}/amp/one")
    for number, order in enumerate(((amp, better), (better, amp))):
        desk = Desk(tmp_path / str(number))
        desk.crawl(replace(ONE, amp_url=f"{SITE}/amp/one"))
        (desk.folder / NAME).unlink()  # the only file: an emptied folder is no deletion
        desk.crawl(*order)
        assert list(desk.files()) == [NAME] and b'title: "New title"' in desk.files()[NAME]


def test_an_edit_during_the_run_stays(desk: Desk) -> None:
    stage, folder, wire = desk.open()
    stage.process_item(replace(ONE, title="Short").article(f"{SITE}/amp/one"))
    desk.edit("2026-11-03-short.md", "The first paragraph.", "My words.")
    stage.process_item(replace(ONE, amp_url=f"{SITE}/amp/one").article())
    stage.close_spider()
    folder.close()
    assert [outcome for _, outcome, _ in wire.told] == ["written", "updated"]
    ((name, content),) = desk.files().items()
    assert name == "2026-11-03-short.md" and b"My words." in content and b'title: "One story"' in content


def test_the_summary_names_what_happened() -> None:
    outcome, out = Outcome(), io.StringIO()
    for name in ("written", "updated", "kept", "removed", "gone"):
        outcome.counts[name] += 1
    outcome.lines["kept"].append("Conflict: a.md; title stays as a person left it")
    summarise(outcome, "output", "finished", out)
    assert out.getvalue().splitlines() == [
        "kept     Conflict: a.md; title stays as a person left it",
        "1 written, 1 updated, 0 unchanged, 1 kept, 1 removed, 1 gone, 0 refused, 0 failed; files are in output",
    ]
    summarise(Outcome(), "output", "finished", out, dry_run=True)
    assert out.getvalue().endswith("0 failed; a dry run: nothing was written to output\n")
    assert outcome.done == 5 and exit_status(outcome, 0.5) == 0


def test_swapped_and_copied_files(desk: Desk) -> None:
    desk.crawl(ONE, TWO)
    one, two, aside = desk.folder / NAME, desk.folder / "2026-11-03-another-story.md", desk.folder / "aside.md"
    one.rename(aside), two.rename(one), aside.rename(two)
    desk.edit(NAME, "Another story", "My own")
    assert desk.outcomes(replace(ONE, title="New one"), replace(TWO, title="New two")) == ["updated", "kept"]
    assert b'title: "New one"' in two.read_bytes() and b'title: "My own"' in one.read_bytes()
    (desk.folder / "copy.md").write_bytes(two.read_bytes())
    two.unlink()
    assert desk.outcomes(replace(ONE, title="Newest")) == ["updated"]
    assert sorted(desk.files()) == [NAME, "copy.md"]


def test_a_dry_run_shows_and_writes_nothing(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert desk.outcomes(ONE, DRY_RUN=True) == ["written"]
    assert not desk.folder.exists() and not desk.state.exists()
    shown = capsys.readouterr().out
    assert shown.startswith(f"--- /dev/null\n+++ b/{NAME}\n@@ -0,0 +1,") and '+title: "One story"\n' in shown
    desk.crawl(ONE, TWO)
    before, state = desk.times(), {path.name: path.read_bytes() for path in desk.state.iterdir()}
    assert desk.outcomes(replace(ONE, title="New"), TWO, Story("one/b", "One story"), DRY_RUN=True) == ["updated", "unchanged", "written"]
    assert desk.times() == before and {path.name: path.read_bytes() for path in desk.state.iterdir()} == state
    shown = capsys.readouterr().out
    assert f'--- a/{NAME}\n+++ b/{NAME}\n@@ -1,6 +1,6 @@\n ---\n category: news\n-title: "One story"\n+title: "New"\n' in shown
    assert shown.count("--- /dev/null") == 1
    assert desk.outcomes(replace(ONE, title="New")) == ["updated"]


def test_other_stages_revise_through_the_same_rule(desk: Desk) -> None:
    desk.crawl(ONE)
    stage, folder, _ = desk.open()
    assert stage.library.revise(NAME, {"heat": 54, "published": False}).changed == ("heat", "published")
    folder.close()
    desk.edit(NAME, "published: false", "published: true")
    stage, folder, _ = desk.open()
    revision = stage.library.revise(stage.library.folder / NAME, {"heat": 74, "published": False, "related": None})
    assert revision.changed == ("heat",) and not revision.kept
    assert stage.library.revise(NAME, {"heat": None}).changed == ("heat",)
    folder.close()
    assert desk.outcomes(ONE) == ["unchanged"]


def test_gone_is_counted_and_unpublished_by_setting(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.crawl(ONE, TWO)
    before = desk.files()
    for day in range(1, 5):
        _, folder, _ = desk.open(ON_GONE="unpublish")
        folder.library.memory.state.db.execute("UPDATE articles SET gone_day = 'earlier'")
        assert folder.vanished(f"{SITE}/unknown", 404) is None
        said = folder.vanished(ONE.url, 404)
        assert said == folder.vanished(ONE.url, 404) or day == 3, "once a day"
        folder.close()
        assert said and f"confirmed {day} of 3 times" in said
        assert (desk.files() == before) == (day < 3)
        if day == 3:
            assert "is not published any more" in said
    assert b"\npublished: false\n" in desk.files()[NAME]
    _, folder, _ = desk.open()
    assert not folder.library.revise(NAME, {"published": True}).changed, "no edition publishes what is gone"
    assert not folder.library.revise(NAME, {"published": None}).changed
    folder.close()
    desk.crawl(ONE)
    assert desk.files() == before, "it is there again"


@pytest.mark.parametrize("preset", ["", "hugo", "astro"])
def test_published_of_a_gone_page(desk: Desk, preset: str) -> None:
    """What is decided meanwhile counts from the page's return on; a person who shows the article has the last word."""
    hidden = {"": b"\npublished: false\n", "hugo": b"\ndraft: true\n", "astro": b"\npublished: false\ndraft: true\n"}[preset]
    shown = {"": b"\npublished: true\n", "hugo": b"\nheat: 80\n\n", "astro": b"\npublished: true\n\n"}[preset]

    def told(gone: bool | None, **values: object) -> Revision:
        _, folder, _ = desk.open(EXPORT_PRESET=preset)
        try:
            return folder.library.revise(NAME, values, gone=gone)
        finally:
            folder.close()

    def says(text: bytes) -> bool:
        return text in desk.files()[NAME].replace(b"date: 2026-11-03T06:30:00Z\n", b"")

    desk.crawl(ONE, EXPORT_PRESET=preset)
    told(None, heat=80, published=True)
    assert says(shown)
    told(True)
    assert says(hidden)
    held = desk.times()
    for values in ({"published": False}, {"published": True}):
        assert not told(None, **values).changed
    assert desk.times() == held
    desk.crawl(ONE, EXPORT_PRESET=preset)
    assert says(shown), "what was decided last"
    told(True), told(None, published=False), told(False)
    assert says(hidden), "and that may be that it isn't shown"
    told(None, published=True), told(True)
    desk.edit(NAME, hidden.decode(), shown.decode().replace("\nheat: 80", "") if preset == "hugo" else shown.decode()[:-1])
    assert [one.key for one in told(True).kept] == ["published"]
    assert says(shown)
    told(None, published=False), told(False)
    assert says(shown), "a person's"


def test_a_second_writer_is_refused_and_says_who(desk: Desk) -> None:
    _, folder, _ = desk.open()
    code = "import sys; from pathlib import Path; from tests.newsdesk import Desk\nfrom crawler.lock import Locked\n"
    code += "try: Desk(Path(sys.argv[1])).open()\nexcept Locked as error: print(error, error.exit_status)"
    root = Path(__file__).resolve().parents[1]
    run = subprocess.run([sys.executable, "-c", code, str(desk.root)], cwd=root, capture_output=True, text=True, check=True)
    assert f"(process {os.getpid()} on " in run.stdout and run.stdout.endswith("4\n")
    folder.close()
    assert desk.outcomes(ONE) == ["written"]
    assert not list(desk.state.glob("*.lock"))


def test_a_lock_of_another_machine_counts_while_its_heart_beats(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    owner = tmp_path / "x.lock"
    owner.write_text(json.dumps({"pid": 1, "host": "elsewhere", "since": "2026-11-03T06:00:00Z", "command": "scrapy crawl"}))
    with pytest.raises(Locked, match=r"scrapy crawl .process 1 on elsewhere, since 2026-11-03T06:00:00Z, last heard of 0 s ago"):
        FolderLock(tmp_path, owner)
    os.utime(owner, (1, 1))
    held = FolderLock(tmp_path, owner)
    assert json.loads(owner.read_text())["pid"] == os.getpid()
    held.release()
    monkeypatch.setattr(lock, "fcntl", None)
    owner.write_text(json.dumps({"pid": os.getppid(), "host": os.uname().nodename}))
    with pytest.raises(Locked):
        FolderLock(tmp_path, owner)
    owner.write_text(json.dumps({"pid": 2**22 + 1, "host": os.uname().nodename}))
    FolderLock(tmp_path, owner).release()


def test_the_heart_beats(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "BEAT_SECONDS", 0.01)
    held = FolderLock(tmp_path, tmp_path / "x.lock")
    os.utime(held.owner_file, (1, 1))
    for _ in range(200):
        if held.owner_file.stat().st_mtime > 1:
            break
        held._ended.wait(0.01)
    assert held.owner_file.stat().st_mtime > 1
    held.release()


def test_temporary_files_of_the_dead_are_swept(desk: Desk) -> None:
    desk.crawl(ONE)
    dead, living = desk.folder / f".newsmatter-{2**22 + 1}-x", desk.folder / f".newsmatter-{os.getppid()}-x"
    dead.touch(), living.touch()
    desk.crawl(ONE)
    assert not dead.exists() and living.exists()


def test_a_damaged_state_is_set_aside_and_a_newer_one_refused(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.crawl(ONE)
    path = state_path(desk.state, desk.folder)
    path.write_bytes(b"no database" * 500)
    before = desk.times()
    assert desk.outcomes(ONE) == ["unchanged"] and desk.times() == before
    assert "is made anew from the folder: it is damaged" in capsys.readouterr().err
    _, folder, _ = desk.open()
    folder.library.memory.state.db.execute("PRAGMA user_version = 99")
    folder.close()
    with pytest.raises(StateError, match="newer Newsmatter"):
        desk.crawl(ONE)
    assert desk.times() == before


def test_rebuild_and_status(desk: Desk) -> None:
    desk.crawl(ONE, TWO, *MORE)
    desk.edit(NAME, 'excerpt: "What happened, in a sentence."', 'excerpt: "Mine."\nnote: x')
    (desk.folder / "2026-11-03-more-1.md").unlink()
    assert rebuilt(desk.folder, desk.state, forget=False).startswith("5 files read, 0 moved, 1 newly taken away, 0 missing, 1 kept away")
    told = "\n".join(status(f"{ONE.url}?utm_source=x", desk.folder, desk.state))
    assert '  excerpt: a person\'s: "Mine."; the publisher\'s is "What happened, in a sentence."\n' in told
    assert '  note: a person\'s: "x"\n' in told and "  title: the publisher's, follows its page\n" in told
    assert "  body: from the page, follows it" in told
    assert any("a person took the file away" in line for line in status(MORE[1].url, desk.folder, desk.state))
    assert "\n".join(status(str(desk.folder / NAME), desk.folder, desk.state)) == told.partition("\n")[2]
    assert list(status(f"{SITE}/unknown", desk.folder, desk.state))[-1].startswith("nothing is known of it")
    assert "0 kept away" in rebuilt(desk.folder, desk.state, forget=True)
    assert any("nothing is remembered" in line for line in status(ONE.url, desk.folder, desk.state))
    before = desk.times()
    assert desk.outcomes(ONE, TWO) == ["kept", "unchanged"] and desk.times() == before
