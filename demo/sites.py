"""The made-up publishers: which host is whose folder, and every address that is more than a file of it."""

from __future__ import annotations

import gzip
import re
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from demo import pictures

FOLDER = Path(__file__).parent / "site"
LOOPBACK = {"127.0.0.1", "localhost"}

# The address of each publisher, and the folder with its pages. Other hosts either show the same folder or lead to the address.
PUBLISHERS = {
    "www.kestrel-post.example": "kestrel-post",
    "www.copperwire.example": "copper-wire",
    "www.ahlstedter-anzeiger.example": "ahlstedter-anzeiger",
    "www.diariodelalba.example": "diario-del-alba",
}
IMAGE_HOSTS = {"img.kestrel-post.example": "www.kestrel-post.example", "static.diariodelalba.example": "www.diariodelalba.example"}
APEXES = {host.removeprefix("www."): host for host in PUBLISHERS}

KINDS = {
    ".html": "text/html; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".json": "application/feed+json; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
    ".png": "image/png",
    ".pdf": "application/pdf",
}
MODIFIED = "Fri, 20 Nov 2026 06:00:00 GMT"  # of every page: fixed, so that a second crawl can be told "not modified"
PICTURE = re.compile(r"/img/([a-z0-9-]+?)-(\d{2,4})x(\d{2,4})\.png")
LOGO = re.compile(r"/(?:apple-touch-icon|logo|favicon)-(\d{2,3})\.png")
INCLUDE = re.compile(r"<!--#include (_[a-z-]+\.html) -->")
# Every scene that a page shows; any other name is a 404.
SCENES = frozenset((FOLDER / "scenes.txt").read_text(encoding="utf-8").split())


@dataclass(frozen=True, slots=True)
class Answer:
    """A response before it meets its request (ranges, gzip, "not modified")."""

    status: int
    body: bytes = field(default=b"", repr=False)
    kind: str = "text/html; charset=utf-8"
    location: str | None = None
    wait: float = 0.0

    @property
    def is_picture(self) -> bool:
        return self.kind.startswith("image/")


# (host, path) -> what differs from "the file of that name, with 200".
K, C, A, D = PUBLISHERS
REDIRECTS = {
    (K, "/news/harrowmouth-face-recognition"): (301, "/news/technology/harrowmouth-halts-face-recognition-trial-48213"),
    (K, "/r/kelp"): (302, "/r/48190?utm_source=newsletter"),
    (K, "/r/48190"): (302, "/news/science/machine-learning-maps-lost-kelp-forests-48190"),
    (K, "/news/2019/harbour-fair-returns-12044"): (301, "/"),
    (C, "/loop/a/"): (302, "/loop/b/"),
    (C, "/loop/b/"): (302, "/loop/a/"),
}
STATUSES = {
    (K, "/news/withdrawn-story-48001"): 410,
    (C, "/members/benchmarks/"): 403,
    (A, "/wirtschaft/datenbank-10001.html"): 500,
}
TYPES = {  # (charset, Content-Type)
    (A, "/lokales/strassenbahn-linie-4-10241.html"): ("windows-1252", "text/html"),  # the header is silent: the page says it, and wrongly
    (A, "/atom.xml"): ("utf-8", "application/atom+xml; charset=utf-8"),
    (C, "/feed/"): ("utf-8", "application/rss+xml; charset=utf-8"),
    (K, "/oembed-48255.json"): ("utf-8", "application/json; charset=utf-8"),
}
EMPTY = {(C, "/2026/11/outage/"): "text/html; charset=utf-8", (C, "/img/zero-bytes.jpg"): "image/jpeg"}
FAKE_PICTURES = {(C, "/img/expired-hotlink.jpg"): "<!DOCTYPE html><title>Link expired</title><p>This picture has moved.</p>"}
SLOW = {(A, "/lokales/haushalt-ahlstedt-10236.html")}


def answer(host: str, path: str, base: str | None = None, slow: float = 2.0) -> Answer | None:
    """What ``host`` says to ``path`` (without its query); None for a host that isn't ours.

    ``base`` stands for the publisher's address in its pages where they are not shown under their own host.
    """
    if host in APEXES:
        return Answer(301, location=f"http://{APEXES[host]}{path}")
    site = IMAGE_HOSTS.get(host, host)
    if site not in PUBLISHERS:
        return None
    base = base or f"http://{site}"
    key = (site, path)
    if key in REDIRECTS:
        status, target = REDIRECTS[key]
        return Answer(status, location=base + target)
    if key in EMPTY:
        return Answer(200, b"", EMPTY[key])
    if key in FAKE_PICTURES:
        return Answer(200, FAKE_PICTURES[key].encode(), "image/jpeg")
    if picture := _picture(site, path):
        return picture
    found = _file(PUBLISHERS[site], path)
    if found is None or (host in IMAGE_HOSTS and found.suffix not in (".jpg", ".webp", ".png")):
        return replace(_page(FOLDER / PUBLISHERS[site] / "_404.html", base), status=404)
    charset, kind = TYPES.get(key, ("utf-8", KINDS[found.suffix]))
    made = _page(found, base, charset) if found.suffix in (".html", ".xml", ".json", ".txt") else Answer(200, found.read_bytes())
    return replace(made, status=STATUSES.get(key, 200), kind=kind, wait=slow if key in SLOW else 0.0)


@lru_cache(maxsize=512)
def squeeze(body: bytes) -> bytes:
    """gzip without a clock: the same page gives the same bytes."""
    return gzip.compress(body, 6, mtime=0)


def _file(folder: str, path: str) -> Path | None:
    """``/news/a`` is news/a, news/a.html, or the index of the folder news/a; names that begin with _ or . are ours alone."""
    parts = [part for part in path.split("/") if part]
    if "\0" in path or any(part[0] in "._" or len(part) > 120 for part in parts):
        return None
    stem = FOLDER / folder / "/".join(parts)
    for name in (stem, stem.parent / f"{stem.name}.html", stem / "index.html", stem / "index.xml"):
        if name.is_file() and name.suffix in KINDS:
            return name
    return None


def _page(file: Path, base: str, charset: str = "utf-8") -> Answer:
    return Answer(200, _filled(file, base).encode(charset, "xmlcharrefreplace"), KINDS[file.suffix])


@lru_cache(maxsize=512)
def _filled(file: Path, base: str) -> str:
    """The file with its includes and the publisher's address put in."""
    folder = FOLDER / file.relative_to(FOLDER).parts[0]
    text = INCLUDE.sub(lambda found: (folder / found[1]).read_text(encoding="utf-8"), file.read_text(encoding="utf-8"))
    return text.replace("{{base}}", base)


def _picture(site: str, path: str) -> Answer | None:
    """A picture that is drawn rather than stored."""
    if path == "/img/pixel.png":
        return Answer(200, pictures.pixel(), "image/png")
    if match := LOGO.fullmatch(path):
        return Answer(200, pictures.logo(PUBLISHERS[site], min(512, int(match[1]))), "image/png")
    match = PICTURE.fullmatch(path)
    if match and match[1] in SCENES and int(match[2]) <= 2000 and int(match[3]) <= 2000:
        return Answer(200, pictures.png(match[1], int(match[2]), int(match[3])), "image/png")
    return None
