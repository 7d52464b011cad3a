"""The editorial tables: what loads, and what a mistake says."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler.config import ConfigError, load_providers, load_sites
from crawler.items import Image, Provider

ROOT = Path(__file__).resolve().parents[1]
ORGANIZATIONS = ROOT.parents[1] / "shared" / "schema" / "organizations"
HEAD = "taxonomy: organization\nname: The Heron\ndomain: heron.example\n"


def provider_file(folder: Path, keys: str, name: str = "heron.example.md") -> Path:
    (folder / name).write_text(f"---\n{keys}---\n", encoding="utf-8")
    return folder


def test_the_shipped_tables_load() -> None:
    found = load_providers(ROOT / "config" / "providers")
    assert found["kestrel-post.example"].name == "The Kestrel Post"
    assert found["kestrel-post.example"].images[0].width == 50
    assert dict(load_sites(ROOT / "config" / "sites.yaml")) == {}


@pytest.mark.skipif(not ORGANIZATIONS.is_dir(), reason="no folder of real organisation files beside this checkout")
def test_real_organisation_files_load() -> None:
    found = load_providers(ORGANIZATIONS)
    assert len(found) == len(list(ORGANIZATIONS.glob("*.md")))
    assert all(len(one.images) == 2 and domain == one.domain for domain, one in found.items())


def test_a_provider_has_name_domain_and_images(tmp_path: Path) -> None:
    keys = HEAD + "otherNames:\n  - Heron\ndescription: Birds.\nimages:\n  - url: /h.jpg\n    width: 50\n    height: 40\n"
    assert load_providers(provider_file(tmp_path, keys)) == {
        "heron.example": Provider("The Heron", "heron.example", (Image("/h.jpg", 50, 40),))
    }


def test_no_folder_no_providers(tmp_path: Path) -> None:
    assert load_providers(tmp_path / "absent") == {}


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        (HEAD + "titel: x\n", ["heron.example.md", "'titel'", "remove it, or use one of"]),
        (HEAD + "othernames: [x]\n", ["'othernames'", "did you mean 'otherNames'?"]),
        ("name: The Heron\n", ["heron.example.md: domain: is missing"]),
        ("domain: heron.example\n", ["name: is missing"]),
        ("name: 1984\ndomain: heron.example\n", ["name: 1984 isn't text", "quotes"]),
        ("name: Heron\ndomain: https://www.heron.example/\n", ["domain", "registrable domain", "such as"]),
        ("name: Heron\ndomain: www.heron.example\n", ["without www."]),
        (HEAD + "_id: egret.example\n", ["_id", "egret.example", "write the domain"]),
        (HEAD + "images:\n  - url: /h.jpg\n    width: wide\n", ["images, entry 1: width", "whole pixels"]),
        (HEAD + "images:\n  - width: 50\n", ["entry 1: url: is missing"]),
        (HEAD + "images:\n  - url: /h.jpg\n    alt: x\n", ["entry 1", "'alt'"]),
        (HEAD + "otherNames: Heron\n", ["otherNames: must be a list"]),
        ("name: Heron: the paper\ndomain: heron.example\n", ["line 2", "isn't YAML", "quotes"]),
        ("- name\n", ["must have keys"]),
    ],
)
def test_a_mistake_in_a_provider_names_file_key_and_cure(tmp_path: Path, keys: str, said: list[str]) -> None:
    with pytest.raises(ConfigError) as error:
        load_providers(provider_file(tmp_path, keys))
    assert not [part for part in said if part not in str(error.value)], str(error.value)


def test_two_files_for_a_domain_are_an_error(tmp_path: Path) -> None:
    provider_file(tmp_path, HEAD)
    with pytest.raises(ConfigError, match=r"taken by heron\.example\.md"):
        load_providers(provider_file(tmp_path, HEAD, "z.md"))


def test_a_provider_without_front_matter_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "heron.example.md").write_text("name: Heron\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="no front matter"):
        load_providers(tmp_path)


def test_a_site_row_keeps_its_selectors(tmp_path: Path) -> None:
    (tmp_path / "sites.yaml").write_text(
        "heron.example:\n  title: h1.head\n  drop: [aside, .ad]\n  provider: The Heron\n", encoding="utf-8"
    )
    expected = {"heron.example": {"title": ("h1.head",), "drop": ("aside", ".ad"), "provider": "The Heron"}}
    assert {domain: dict(row) for domain, row in load_sites(tmp_path / "sites.yaml").items()} == expected
    assert {domain: dict(row) for domain, row in load_sites(tmp_path).items()} == expected


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("heron.example:\n  headline: h1\n", ["sites.yaml: heron.example", "unknown key 'headline'"]),
        ("heron.example:\n  titel: h1\n", ["did you mean 'title'?"]),
        ("heron.example:\n  title: 'h1['\n", ["heron.example: title", "'h1['", "can't be read"]),
        ("heron.example:\n  drop: [aside, 3]\n", ["heron.example: drop", "3 isn't a CSS selector"]),
        ("heron.example:\n  title: {}\n", ["title: must be a CSS selector"]),
        ("heron.example:\n  provider: [x]\n", ["provider: must be the publisher's name"]),
        ("WWW.heron.example:\n  title: h1\n", ["registrable domain"]),
        ("- heron.example\n", ["must have rows"]),
        ("heron.example: h1\n", ["heron.example: must have keys"]),
        ("a.example:\n  title: h1\n b: x\n", ["isn't YAML", "line"]),
    ],
)
def test_a_mistake_in_a_site_row_names_file_domain_and_key(tmp_path: Path, text: str, said: list[str]) -> None:
    (tmp_path / "sites.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as error:
        load_sites(tmp_path / "sites.yaml")
    assert not [part for part in said if part not in str(error.value)], str(error.value)
    assert "sites.yaml" in str(error.value)


def test_a_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="check the path"):
        load_sites(tmp_path / "sites.yaml")
