"""Article or video, and the player of a video page."""

from __future__ import annotations

import html
import re
from typing import Literal
from urllib.parse import parse_qs, urlsplit

from lxml.html import HtmlElement

from crawler.items import Found
from crawler.urls import canonical_form
from pipelines.extract import jsonld
from pipelines.extract.rules import Rule, first, site
from pipelines.extract.story import heading, is_foreign, story
from pipelines.extract.view import View

PROSE_CHARS = 1000  # a page with so much in paragraphs is an article with a video, not a video with a description
PARAGRAPH_CHARS = 80  # a shorter one is a caption, a byline or a button
# Schema, section 9.
_IFRAME = (
    '<iframe width="800" height="500" frameborder="0" src="{}"'
    ' allow="accelerometer; autoplay; encrypted-media; gyroscope; picture-in-picture" allowfullscreen></iframe>'
)
_FILE = re.compile(r"\.(?:mp4|m4v|m3u8|mpd|mov|flv|swf|webm|ogv|mp3|m4a|jpe?g|png|gif|webp)$", re.I)
_YOUTUBE_HOST = re.compile(r"^(?:(?:www|m|music)\.)?youtube(?:-nocookie)?\.com$")
_YOUTUBE_PATH = re.compile(r"^/(?:embed|shorts|live|v|e)/([\w-]{11})/?$", re.A)
_YOUTUBE_ID = re.compile(r"^[\w-]{11}$", re.A)
_VIMEO_PATH = re.compile(r"^/(?:video/|channels/[\w-]+/|groups/[\w-]+/videos/)?(\d{5,12})(?:/([0-9a-f]{6,16}))?/?$", re.A)
_DAILYMOTION_PATH = re.compile(r"^/(?:embed/|swf/)?video/([a-z0-9]{5,12})(?:_[^/]*)?/?$", re.A | re.I)
_KEY = re.compile(r"^[a-z0-9]{5,12}$", re.I)


def find_type(view: View) -> Found[Literal["article", "video"]]:
    """Whether the page is an article or a video page: a story with a video in it stays an article."""
    reason = _video_reason(view)
    return Found("video", reason) if reason and not _has_prose(view) else Found("article", "default")


def find_featured(view: View) -> Found[str] | None:
    """The HTML of the page's own player as an iframe (schema, section 9), or None.

    Of an article only the video that it leads with, in a player known here.
    """
    rules = VIDEO_PLAYER if find_type(view).value == "video" else ARTICLE_PLAYER
    return first(rules, view, lambda address: iframe(player) if (player := embed_address(view.absolute(address) or "")) else None)


def iframe(address: str) -> str:
    """The player's HTML in the schema's form."""
    return _IFRAME.format(html.escape(address, quote=True))


def known_player(address: str) -> str | None:
    """The embed address of a YouTube, Vimeo or Dailymotion video in any of its spellings, or None."""
    try:
        parts = urlsplit(address)
        host, query = (parts.hostname or "").lower(), parse_qs(parts.query)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https"):
        return None
    if host == "youtu.be" or _YOUTUBE_HOST.match(host):
        stated = _YOUTUBE_PATH.match(parts.path)
        key = stated[1] if stated else parts.path.strip("/") if host == "youtu.be" else (query.get("v") or [""])[0]
        return f"https://www.youtube.com/embed/{key}" if _YOUTUBE_ID.match(key) and key != "videoseries" else None
    if host in ("vimeo.com", "www.vimeo.com", "player.vimeo.com"):
        match = _VIMEO_PATH.match(parts.path)
        secret = (match[2] or (query.get("h") or [""])[0]) if match else ""
        return f"https://player.vimeo.com/video/{match[1]}" + (f"?h={secret}" if secret.isalnum() else "") if match else None
    if host in ("dai.ly", "www.dailymotion.com", "dailymotion.com", "geo.dailymotion.com"):
        match = _DAILYMOTION_PATH.match(parts.path)
        key = match[1] if match else parts.path.strip("/") if host == "dai.ly" else (query.get("video") or [""])[0]
        return f"https://www.dailymotion.com/embed/video/{key}" if _KEY.match(key) else None
    return None


def embed_address(address: str) -> str | None:
    """What an iframe may show: a known player's embed address, else an https page as stated; never a media file."""
    known = known_player(address)
    if known:
        return known
    parts = urlsplit(address)
    if parts.scheme != "https" or not parts.hostname or "@" in parts.netloc or _FILE.search(parts.path) or _is_known_host(parts.hostname):
        return None
    return canonical_form(address)


def _is_known_host(host: str) -> bool:
    """Hosts whose pages refuse to be framed except as the players above."""
    return bool(_YOUTUBE_HOST.match(host)) or host in (
        "youtu.be",
        "vimeo.com",
        "www.vimeo.com",
        "dai.ly",
        "dailymotion.com",
        "www.dailymotion.com",
    )


def _video_reason(view: View) -> str | None:
    kinds = [content.lower() for content in view.meta.get("og:type", ())]
    if kinds and kinds[0].startswith("video") and not kinds[0].startswith("video.profile"):
        return "og:type"
    if view.ld_articles or view.microdata_articles or any(kind.startswith("article") for kind in kinds):
        return None
    if len(view.ld_videos) == 1 and heading(view) is not None:
        return "json-ld VideoObject"
    cards = [content.lower() for content in view.meta.get("twitter:card", ())]
    if cards[:1] == ["player"] and view.meta.get("twitter:player"):
        return "twitter:card"
    return None


def _has_prose(view: View) -> bool:
    for node in view.ld_articles:
        if any(len(body) >= PROSE_CHARS for body in jsonld.strings(node.get("articleBody"))):
            return True
    within = story(view)
    if within is None:
        within = view.tree
    chars = 0
    for paragraph in within.iter("p"):
        length = len(" ".join((paragraph.text_content() or "").split()))
        if length >= PARAGRAPH_CHARS and not is_foreign(paragraph, within):
            chars += length
            if chars >= PROSE_CHARS:
                return True
    return False


def _ld_players(view: View) -> list[str]:
    return [address for node in view.ld_videos[:3] for address in jsonld.strings(node.get("embedUrl"), "url", "@id")]


def _og_players(view: View) -> list[str]:
    """og:video addresses that are pages (ogp.me: og:video:type text/html) or known players."""
    found = [one for key in ("og:video:secure_url", "og:video:url", "og:video") for one in view.meta.get(key, ())]
    kinds = {kind.lower() for kind in view.meta.get("og:video:type", ())}
    return [address for address in found if known_player(address) or kinds == {"text/html"}]


def _oembed_hints(view: View) -> list[str]:
    """The address that an oEmbed link speaks of, where it is one of a known player."""
    found: list[str] = []
    for link in view.links.get("alternate", ()):
        if "oembed" in (link.get("type") or "").lower():
            try:
                spoken = parse_qs(urlsplit(link.get("href") or "").query).get("url", [])
            except ValueError:
                continue
            found.extend(one for one in spoken if known_player(one))
    return found


def _frames(view: View) -> list[tuple[HtmlElement, str]]:
    """The story's iframes of known players, lazy ones too, in document order."""
    within = story(view)
    if within is None:
        within = view.tree
    found: list[tuple[HtmlElement, str]] = []
    for frame in within.iter("iframe", "lite-youtube", "amp-youtube"):
        key = frame.get("videoid") or frame.get("data-videoid")
        stated = [f"https://www.youtube.com/embed/{key}"] if key else [frame.get(name) for name in ("src", "data-src", "data-lazy-src")]
        address = next((one for one in stated if one and known_player(view.absolute(one) or "")), None)
        if address and not is_foreign(frame, within):
            found.append((frame, address))
    return found


def _leading_frame(view: View) -> list[str]:
    """The known player that stands between the headline and the first real paragraph."""
    frames = dict(_frames(view))
    top = heading(view)
    within = story(view)
    if not frames or top is None or within is None:
        return []
    below = False
    for element in within.iter():
        if element is top:
            below = True
        elif below and element in frames:
            return [frames[element]]
        elif below and element.tag == "p" and len(element.text_content() or "") >= PARAGRAPH_CHARS:
            return []
    return []


VIDEO_PLAYER: tuple[Rule[str], ...] = (
    Rule("config/sites", site("featured")),
    Rule("address", lambda view: view.url if known_player(view.url) else None),
    Rule("json-ld embedUrl", _ld_players),
    Rule("og:video", _og_players),
    Rule("twitter:player", lambda view: view.meta.get("twitter:player", [])[:3]),
    Rule("oembed", _oembed_hints),
    Rule("iframe", lambda view: [address for _, address in _frames(view)][:1]),
)
ARTICLE_PLAYER: tuple[Rule[str], ...] = (Rule("config/sites", site("featured")), Rule("leading iframe", _leading_frame))
