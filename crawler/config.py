"""The editorial tables: publishers, sites, topics, points of quality; read once at start; a mistake names file, key and what to do."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cssselect import SelectorError
from lxml.cssselect import CSSSelector

from crawler import tables
from crawler.exceptions import ConfigError
from crawler.items import Image, Provider, Topic

PROVIDER_KEYS = ("taxonomy", "_id", "name", "otherNames", "domain", "description", "images")
IMAGE_KEYS = ("url", "width", "height")
FIELD_KEYS = ("title", "authors", "published", "updated", "excerpt", "text", "locale", "web_url", "amp_url", "images", "featured")
SELECTOR_KEYS = (*FIELD_KEYS, "drop", "paywall")
SITE_KEYS = (*SELECTOR_KEYS, "provider")
TOPIC_KEYS = ("taxonomy", "_id", "name", "shortname", "otherNames", "parent", "description", "keywords", "hashtags", "images", "services")


def load_providers(folder: Path | str) -> Mapping[str, Provider]:
    """Registrable domain -> provider: one front-matter file a publisher, ``README.md`` left out.

    A folder that doesn't exist has no providers.
    """
    found: dict[str, Provider] = {}
    origin: dict[str, Path] = {}
    for path in sorted(Path(folder).glob("*.md")):
        if path.name.lower() == "readme.md":
            continue
        provider = _provider(path)
        if provider.domain in found:
            raise ConfigError(
                f"{path}: domain {provider.domain!r} is taken by {origin[provider.domain].name}: keep one file for a publisher"
            )
        found[provider.domain] = provider
        origin[provider.domain] = path
    return found


def load_sites(path: Path | str) -> Mapping[str, Mapping[str, Any]]:
    """Registrable domain -> row of CSS selectors and a provider's name, from a YAML file or all those of a folder."""
    path = Path(path)
    files = sorted([*path.glob("*.yaml"), *path.glob("*.yml")]) if path.is_dir() else [path]
    found: dict[str, Mapping[str, Any]] = {}
    for file in files:
        table = tables.mapping(tables.value(tables.read(file), file), str(file), "rows of the form `domain: {key: selector}`")
        for domain, row in table.items():
            name = _domain(domain, f"{file}: row {domain!r}")
            if name in found:
                raise ConfigError(f"{file}: {name}: there is a row for this domain already: put all keys into one row")
            found[name] = _site(tables.mapping(row, f"{file}: {name}", "keys such as `title: h1.headline`"), file, name)
    return found


def load_topics(folder: Path | str) -> Mapping[str, Topic]:
    """Name -> topic, in the order of the file names: a YAML file a topic, of which the first document counts.

    Keys of other readers may stand in it. A parent without a file of its own is a name and nothing more.
    No folder ("") has no topics.
    """
    if folder and not Path(folder).is_dir():
        raise ConfigError(f"TOPICS_DIR: {folder} isn't a folder: name one with a YAML file for each topic, or leave it empty for none")
    found: dict[str, Topic] = {}
    origin: dict[str, Path] = {}
    for path in sorted(p for p in Path(folder).iterdir() if p.suffix in (".yaml", ".yml")) if folder else ():
        topic = _topic(path)
        if topic.name in found:
            raise ConfigError(f"{path}: name: {topic.name!r} is taken by {origin[topic.name].name}: give each topic a name of its own")
        found[topic.name], origin[topic.name] = topic, path
    for name, topic in found.items():
        line: list[str] = [name]
        while topic.parent:
            if topic.parent in line:
                raise ConfigError(f"{origin[name]}: parent: {' > '.join([*line, topic.parent])} goes round in a circle: leave one out")
            line.append(topic.parent)
            if topic.parent not in found:
                near = difflib.get_close_matches(topic.parent, found, 1, 0.85)
                if near:
                    raise ConfigError(f"{origin[topic.name]}: parent: no topic is called {topic.parent!r}: did you mean {near[0]!r}?")
                break
            topic = found[topic.parent]
    return found


def load_quality(path: Path | str, known: Mapping[str, Mapping[str, int]]) -> Mapping[str, Mapping[str, int]]:
    """Law -> part -> points, of one YAML file; ``known`` names the laws and their parts."""
    path = Path(path)
    found: dict[str, Mapping[str, int]] = {}
    laws = tables.mapping(tables.value(tables.read(path), path), str(path), "laws of the form `seed:` with their points below")
    tables.known(laws, known, str(path))
    for law, points in laws.items():
        where = f"{path}: {law}"
        row = tables.mapping(points, where, "points of the form `picture: 20`")
        tables.known(row, known[law], where)
        for part, value in row.items():
            if not isinstance(value, int) or isinstance(value, bool):
                raise ConfigError(f"{where}: {part}: {value!r} isn't a whole number: write one, such as {known[law][part]}")
            if part in ("title_step", "full_words") and value < 1:
                raise ConfigError(f"{where}: {part}: {value} can't divide: write 1 or more")
        found[law] = dict(row)
    return found


def load_checks(path: Path | str, known: Mapping[str, Mapping[str, float]]) -> Mapping[str, Mapping[str, float]]:
    """Check -> its numbers, of one YAML file; ``known`` has every check with its defaults. One that is ``off`` is left out."""
    path = Path(path)
    found = dict(known)
    checks = tables.mapping(tables.value(tables.read(path), path), str(path), "checks of the form `unread:` with their numbers below")
    tables.known(checks, known, str(path))
    for check, numbers in checks.items():
        where = f"{path}: {check}"
        if numbers is False:
            del found[check]
            continue
        row = tables.mapping(numbers, where, "numbers of the form `runs: 3`, or be `off`")
        tables.known(row, known[check], where)
        for name, value in row.items():
            if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value < float("inf"):
                raise ConfigError(f"{where}: {name}: {value!r} isn't a number from 0 on: write one, such as {known[check][name]:g}")
        found[check] = {**known[check], **row}
    return found


def _topic(path: Path) -> Topic:
    row = tables.mapping(tables.value(tables.read(path), path, first=True), str(path), "keys such as `name: Science`")
    for key in row:
        near = difflib.get_close_matches(str(key).lower(), TOPIC_KEYS, 1, 0.8)
        if near and key != near[0]:
            raise ConfigError(f"{path}: unknown key {key!r}: did you mean {near[0]!r}?")
    if row.get("taxonomy", "topic") != "topic":
        raise ConfigError(f"{path}: taxonomy: {row['taxonomy']!r} isn't a topic's: write `taxonomy: topic`")
    return Topic(
        tables.text(row, "name", path),
        tables.text(row, "parent", path) if row.get("parent") else None,
        tables.text(row, "shortname", path) if row.get("shortname") else None,
        _words(row, "otherNames", path),
        _words(row, "keywords", path),
        tuple(tag for line in _words(row, "hashtags", path) for tag in line.split()),
    )


def _words(row: Mapping[str, Any], key: str, path: Path) -> tuple[str, ...]:
    words = row.get(key) or []
    if not isinstance(words, list):
        raise ConfigError(f"{path}: {key}: must be a list, an entry a line after `- `")
    for word in words:
        if not isinstance(word, str) or not word.strip():
            raise ConfigError(f"{path}: {key}: {word!r} isn't text: put it between quotes")
    return tuple(word.strip() for word in words)


def _provider(path: Path) -> Provider:
    row = tables.mapping(_front_matter(path), str(path), "keys such as `name: The Example Post`")
    tables.known(row, PROVIDER_KEYS, str(path))
    name = tables.text(row, "name", path)
    domain = _domain(tables.text(row, "domain", path), f"{path}: domain")
    if row.get("taxonomy", "organization") != "organization":
        raise ConfigError(f"{path}: taxonomy: {row['taxonomy']!r} isn't a publisher's: write `taxonomy: organization`")
    if row.get("_id", domain) != domain:
        raise ConfigError(f"{path}: _id: {row['_id']!r} differs from domain {domain!r}: write the domain")
    others = row.get("otherNames") or []
    if not isinstance(others, list) or not all(isinstance(other, str) and other.strip() for other in others):
        raise ConfigError(f"{path}: otherNames: must be a list of names, a name a line after `- `")
    if not isinstance(row.get("description", ""), str):
        raise ConfigError(f"{path}: description: must be text: put it between quotes")
    images = row.get("images") or []
    if not isinstance(images, list):
        raise ConfigError(f"{path}: images: must be a list of `- url:` with width and height")
    return Provider(name, domain, tuple(_image(image, path, number) for number, image in enumerate(images, 1)))


def _image(row: Any, path: Path, number: int) -> Image:
    where = f"{path}: images, entry {number}"
    image = tables.mapping(row, where, "`url:`, `width:` and `height:`")
    tables.known(image, IMAGE_KEYS, where)
    if not isinstance(image.get("url"), str) or not image["url"].strip():
        raise ConfigError(
            f"{where}: url: is missing: write the picture's address, such as /assets/images/organizations/example.com-50x50.jpg"
        )
    for key in ("width", "height"):
        size = image.get(key)
        if size is not None and (not isinstance(size, int) or isinstance(size, bool) or size < 1):
            raise ConfigError(f"{where}: {key}: {size!r} isn't a size: write whole pixels, such as 50")
    return Image(image["url"].strip(), image.get("width"), image.get("height"))


def _site(row: Mapping[str, Any], file: Path, domain: str) -> Mapping[str, Any]:
    tables.known(row, SITE_KEYS, f"{file}: {domain}")
    clean: dict[str, Any] = {}
    for key, value in row.items():
        where = f"{file}: {domain}: {key}"
        if key == "provider":
            if not isinstance(value, str) or not value.strip():
                raise ConfigError(f"{where}: must be the publisher's name: write it as text")
            clean[key] = value.strip()
            continue
        selectors = [value] if isinstance(value, str) else value
        if not isinstance(selectors, list) or not selectors:
            raise ConfigError(f"{where}: must be a CSS selector or a list of them")
        clean[key] = tuple(_selector(selector, where) for selector in selectors)
    return clean


def _selector(selector: Any, where: str) -> str:
    if not isinstance(selector, str) or not selector.strip():
        raise ConfigError(f"{where}: {selector!r} isn't a CSS selector: write text, such as `h1.headline`")
    try:
        CSSSelector(selector, translator="html")
    except SelectorError as error:
        raise ConfigError(f"{where}: the selector {selector!r} can't be read ({error}): mend it or leave it out") from error
    return selector.strip()


def _front_matter(path: Path) -> Any:
    lines = tables.read(path).splitlines()
    marks = [number for number, line in enumerate(lines) if line.rstrip() == "---"]
    if len(marks) < 2 or marks[0] != 0:
        raise ConfigError(f"{path}: has no front matter: begin the file with a line `---` and end the keys with another")
    return tables.value("\n".join(lines[1 : marks[1]]), path, 1)


def _domain(value: Any, where: str) -> str:
    if not isinstance(value, str) or "/" in value or "." not in value or value != value.strip().lower() or value.startswith("www."):
        raise ConfigError(
            f"{where}: {value!r} isn't a registrable domain: write it in lower case without www. or path, such as example.com"
        )
    return value
