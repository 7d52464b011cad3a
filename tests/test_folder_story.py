"""A content folder's life in ten steps, byte for byte: crawls, edits, deletions, a lost state, a fresh clone.

The folder after each step stands in tests/folder/<step>/. ``NEWSMATTER_GOLDEN=write`` writes them anew; read the diff.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests.newsdesk import SITE, Desk, Story

GOLDEN = Path(__file__).parent / "folder"
BRIDGE = Story("city/bridge-reopens", "Bridge reopens after nine months")
FERRY = Story("city/ferry-late", "Ferry runs late again", "The 7:10 left at 7:40.", image="ferry.png")
TRAM = Story("city/tram-line", "Tram line 4 gets new cars", image=None)
OWL = Story("nature/owl", "Owl counted twice", "An owl.", "An owl sat there.", image=None)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def check(desk: Desk, step: str) -> None:
    """The folder's files are those of the golden folder, no more and no less."""
    golden, files = GOLDEN / step, desk.files()
    if os.environ.get("NEWSMATTER_GOLDEN") == "write":
        shutil.rmtree(golden, ignore_errors=True)
        for name, content in files.items():
            (golden / name).parent.mkdir(parents=True, exist_ok=True)
            (golden / name).write_bytes(content)
    assert files == {path.relative_to(golden).as_posix(): path.read_bytes() for path in sorted(golden.rglob("*")) if path.is_file()}


def test_the_story(desk: Desk) -> None:
    bridge, ferry = "2026-11-03-bridge-reopens-after-nine-months.md", "2026-11-03-ferry-runs-late-again.md"
    tram = "2026-11-03-tram-line-4-gets-new-cars.md"

    # 1: the first crawl
    assert desk.outcomes(BRIDGE, FERRY, TRAM, OWL) == ["written"] * 4
    check(desk, "01-first-crawl")

    # 2: the second changes no byte and no mtime
    before = desk.times()
    assert desk.outcomes(BRIDGE, FERRY, TRAM, OWL) == ["unchanged"] * 4
    assert desk.times() == before
    check(desk, "01-first-crawl")

    # 3: the publisher corrects a title: the file keeps its name, and only that line changes
    corrected = replace(BRIDGE, title="Bridge reopens after ten months")
    told = desk.crawl(corrected, FERRY, TRAM, OWL)
    assert [outcome for _, outcome, _ in told] == ["updated", "unchanged", "unchanged", "unchanged"]
    check(desk, "03-title-corrected")

    # 4: a person edits the excerpt, adds a key, a comment and a body; the next crawl changes nothing
    desk.edit(bridge, 'excerpt: "What happened, in a sentence."', "# checked by hand\nexcerpt: 'The old bridge is open.'\nweight: 3 # ours")
    desk.edit(bridge, "The first paragraph.\n\nThe second one.\n", "Our own words.\n\n{{ a shortcode }}")
    before = desk.times()
    assert desk.outcomes(corrected, FERRY, TRAM, OWL) == ["unchanged"] * 4
    assert desk.times() == before
    check(desk, "04-edited")

    # 5: the publisher changes excerpt, picture and text too: the person's excerpt and body win, and the report says so
    changed = replace(corrected, excerpt="The bridge is open.", image="bridge-2.png", text="Another text.")
    told = desk.crawl(changed, FERRY, TRAM, OWL)
    assert told[0][1] == "updated"
    assert told[0][2] == f'{bridge}; excerpt stays as a person left it; the publisher now says "The bridge is open."'
    check(desk, "05-both-changed")
    assert desk.outcomes(changed) == ["unchanged"]

    # 6: a person deletes a file and renames another: neither comes back
    (desk.folder / ferry).unlink()
    (desk.folder / "trams").mkdir()
    (desk.folder / tram).rename(desk.folder / "trams" / "line-4.md")
    newer = replace(TRAM, title="Tram line 4 gets twelve new cars")
    told = desk.crawl(changed, FERRY, newer, OWL)
    assert [outcome for _, outcome, _ in told] == ["unchanged", "removed", "updated", "unchanged"]
    assert "--resurrect" in told[1][2]
    check(desk, "06-deleted-and-renamed")
    assert desk.outcomes(FERRY) == ["removed"]

    # 7: the state is lost: values that differ from the publisher's count as the person's, and nothing else happens
    desk.lose_state()
    latest = replace(changed, title="Bridge opens")
    told = desk.crawl(latest, newer, OWL)
    assert [outcome for _, outcome, _ in told] == ["kept", "unchanged", "unchanged"]
    assert "title stays as a person left it" in told[0][2]
    check(desk, "06-deleted-and-renamed")

    # 8: a fresh clone: the deleted file was the state's knowledge and is written anew; nothing else is doubled or lost
    desk.clone()
    assert desk.outcomes(latest, FERRY, newer, OWL) == ["kept", "written", "unchanged", "unchanged"]
    check(desk, "08-fresh-clone")

    # 9: what nobody touched follows the publisher again, what the person has does not
    told = desk.crawl(replace(latest, title="Bridge is open"), FERRY, newer, replace(OWL, excerpt="Two owls."))
    assert [outcome for _, outcome, _ in told] == ["kept", "unchanged", "unchanged", "updated"]
    check(desk, "09-followed-again")

    # 10: found again under other addresses, and one article has moved (301): still the same files, one of them with its new address
    found = (replace(OWL, excerpt="Two owls."), f"http://kestrel-post.example:80/{OWL.slug}/?utm_source=feed#top")
    mobile = (newer, f"https://m.kestrel-post.example/{TRAM.slug}/amp")
    moved = replace(FERRY, slug="ferries/late", final_url=f"{SITE}/ferries/late")
    assert sorted(desk.outcomes(found, mobile, (moved, FERRY.url))) == ["unchanged", "unchanged", "updated"]
    check(desk, "10-other-addresses")
    before = desk.times()
    assert set(desk.outcomes(found, mobile, moved, (moved, FERRY.url))) == {"unchanged"}
    assert desk.times() == before
