"""Addresses: one spelling of each, the registrable domain, when two are one page, and file names from titles. No network, no disk."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache
from urllib.parse import SplitResult, unquote, urlsplit, urlunsplit

import tldextract
from anyascii import anyascii

# The public suffix list that ships with the package: never fetched, never cached on disk.
_SUFFIXES = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)

SLUG_CAP = 142  # schema, section 3
_DEFAULT_PORTS = {"http": 80, "https": 443}
_SCHEME = re.compile(r"^[A-Za-z][A-Za-z0-9+.-]*:")
_HOST = re.compile(r"^(?:\[[0-9a-fA-F:.]+\]|[^\s\"'<>\\^`{|}%/?#@\[\]]+)$")
_HIDDEN = re.compile("[\t\r\n]")  # the URL standard drops them anywhere in an address
_ENCODED = re.compile(r"%[0-9A-Fa-f]{2}")
_NOT_PLAIN = re.compile(r"[^A-Za-z0-9\-._~!$&'()*+,;=:@/?%\[\]|]+")  # brackets and bars: left as publishers write them
_SESSION = re.compile(r";jsessionid=[^/;]*", re.I)
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")

# Query parameters that only tell where a reader came from. One that may select the content (`id`, `cid`, `page`) isn't here.
_TRACKING_PREFIXES = (
    "utm_",
    "mtm_",
    "pk_c",
    "pk_kw",
    "pk_keyw",
    "pk_source",
    "pk_medium",
    "piwik_",
    "matomo_",
    "hsa_",
    "elq_",
    "elqtrack",
    "_hs",
    "__hs",
    "oly_",
    "vero_",
    "fb_action_",
    "at_campaign",
    "at_custom",
    "at_link_",
)
_TRACKING_NAMES = """
    __s __tn__ __twitter_impression _bta_c _bta_tid _ga _gac _gl _ke _kx _mc _openstat action_object_map action_ref_map
    action_type_map at_format at_medium at_ptr_name bbeml bsft_clkid bsft_eid bsft_uid campaignid cm_ite cm_lm cm_mmc cm_sp cmpid
    cvid cx_artpos cx_navsource cx_testid cxrecs_s dclid dm_i ef_id elq elqaid elqat elqcampaignid emci emdi epik et_cid et_rid
    fb_ref fb_source fbclid feature_share ftag ftcamp gaa_at gaa_n gaa_sig gaa_ts gad_campaignid gad_source gbraid gclid gclsrc
    guccounter guce_referrer guce_referrer_sig hootpostid hsctatracking icid ig_mid ig_rid igsh igshid intcid ir_clickid irclickid
    itid itm_campaign itm_content itm_medium itm_source jsessionid li_fat_id mbid mc_cid mc_eid mkcid mkevt mkrid mkt_tok mkwid
    msclkid mta_tok ncid ns_campaign ns_fee ns_linkname ns_mchannel ns_source obinsource oborigurl ocid phpsessid rb_clickid
    referringsource rss_source rssfeed s_cid s_kwcid s_src sc_campaign sc_channel sc_content sc_medium sfmc_id sh_kit spjobid
    spmailingid spreportid spuserid sr_share srsltid tblci trk trkcampaign trkinfo ttclid twclid twitter_impression wbraid
    wickedid wickedsource wpsrc wt_mc wt_zmc xtor yclid ysclid zanpid
"""
_TRACKING = frozenset(_TRACKING_NAMES.split())
# Names that select content on one site and track on another: the value tells.
_EITHER = frozenset(
    (
        "campaign",
        "cid",
        "cmp",
        "from",
        "medium",
        "mid",
        "mod",
        "ref",
        "ref_src",
        "referrer",
        "rss",
        "share",
        "smid",
        "smtyp",
        "source",
        "src",
        "via",
    )
)
_CHANNEL = re.compile(
    r"(?:^|[^a-z])(?:nl|rss|e?mail|e?newsletter|twitter|twsrc|tw|facebook|fb|instagram|linkedin|whatsapp|telegram|pinterest|reddit"
    r"|flipboard|social(?:media|flow)?|push|share|google[ _-]?news|googlenews|taboola|outbrain)(?:$|[^a-z])",
    re.I,
)


class UrlError(ValueError):
    """An address that can't be fetched; the message is a sentence for a person."""


@lru_cache(maxsize=4096)
def _registered(host: str) -> str:
    known = _SUFFIXES(host).top_domain_under_public_suffix
    if known or ":" in host or host.replace(".", "").isdigit() or _SUFFIXES(host).suffix:
        return known or host
    return ".".join(host.split(".")[-2:])  # the list's default rule: an unlisted top level is a public suffix


def registered_domain(url: str) -> str:
    """The registrable domain of an address in lower case (public suffix list): ``news.bbc.co.uk`` -> ``bbc.co.uk``.

    ``localhost``, an IP address and a bare public suffix stand for themselves; "" where there is no host.
    """
    try:
        host = (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""
    return _registered(host)


def page_key(url: str) -> str:
    """What two spellings of one page's address share: no scheme, ``www.``, default port, fragment or slash at the end."""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").removeprefix("www.")
        port = f":{parts.port}" if parts.port and parts.port not in (80, 443) else ""
    except ValueError:
        return url.strip()
    path = unquote(parts.path).rstrip("/")
    return f"{host}{port}{path}" + (f"?{parts.query}" if parts.query else "")


def same_page(left: str, right: str) -> bool:
    """Whether two addresses are spellings of one page."""
    return page_key(left) == page_key(right)


def is_http_url(text: str) -> bool:
    """Whether a text is an absolute http(s) address with a host."""
    parts = _split(text)
    return parts is not None and parts.scheme.lower() in _DEFAULT_PORTS and bool(_host(parts))


def parse_input_url(text: str) -> str:
    """The address that a person gave, in its canonical form but with its query whole; ``UrlError`` says what is wrong with it."""
    given = text.strip()
    parts = _split(given)
    expected = "expected http:// or https:// and a host"
    if not given:
        raise UrlError(f"an empty address, {expected}")
    if parts is None:
        raise UrlError(f"{given!r}: not a web address, {expected}")
    scheme = parts.scheme.lower()
    if scheme not in _DEFAULT_PORTS:
        if parts.scheme and (
            given[len(scheme) + 1 :].startswith("//") or scheme in ("mailto", "javascript", "data", "file", "about", "tel")
        ):
            raise UrlError(f"{given!r}: the scheme {scheme!r} can't be fetched, {expected}")
        raise UrlError(f"{given!r}: not a web address, {expected}")
    if "@" in parts.netloc:
        raise UrlError(
            f"{given.replace(parts.netloc.rpartition('@')[0], '***', 1)!r}: user name or password in the address, leave them out"
        )
    if not _host(parts):
        raise UrlError(f"{given!r}: no valid host, {expected}")
    return _assemble(parts, parts.query)


def canonical_form(url: str) -> str:
    """One spelling of an address (RFC 3986, section 6): no credentials, default port, fragment or tracking parameters.

    Scheme and host in lower case, percent-encoding in its normal form, nothing left that needs an escape
    in a quoted text. Idempotent. What isn't an http(s) address comes back trimmed.
    """
    parts = _split(url)
    if parts is None or parts.scheme.lower() not in _DEFAULT_PORTS or not _host(parts):
        return url.strip()
    pairs = [(one, *_pair(one)) for one in parts.query.split("&") if one]
    tracked = {value for _, name, value in pairs if value and _tracks(name, value)}
    kept = [one for one, name, value in pairs if not _tracks(name, value) and not (name in _EITHER and value in tracked)]
    return _assemble(parts._replace(path=_SESSION.sub("", parts.path)), "&".join(kept))


def _pair(parameter: str) -> tuple[str, str]:
    name, _, value = parameter.partition("=")
    return unquote(name).strip().lower().removeprefix("amp;"), unquote(value).strip()


def _tracks(name: str, value: str) -> bool:
    """Whether a query parameter only tells where a reader came from and never selects content."""
    return name in _TRACKING or name.startswith(_TRACKING_PREFIXES) or (name in _EITHER and bool(_CHANNEL.search(value)))


def slug(title: str) -> str:
    """A title as part of a file name (schema, section 3): lower-case ASCII words between hyphens, never empty.

    A title that leaves nothing is transliterated; one that leaves nothing then gives a short stable hash.
    """
    name = _slug(title) or _slug(anyascii(title))
    if not name:
        return hashlib.sha256(title.encode("utf-8", "replace")).hexdigest()[:12]
    if len(name) <= SLUG_CAP:
        return name
    head, hyphen, _ = name[: SLUG_CAP + 1].rpartition("-")
    return head if hyphen else name[:SLUG_CAP]


def _slug(title: str) -> str:
    plain = unicodedata.normalize("NFD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[\s-]+", "-", re.sub(r"[^a-z0-9\s-]", "", plain)).strip("-")


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(_HIDDEN.sub("", url.strip()))
        _ = parts.port, parts.hostname  # raise for a bad port or bracket
        return parts
    except ValueError:
        return None


def _host(parts: SplitResult) -> str:
    """The host in lower case and ASCII (IDNA), "" where there is none or it can't be one."""
    host = (parts.hostname or "").rstrip(".")
    if ":" in host:
        return f"[{host}]" if _HOST.match(f"[{host}]") else ""
    if not host.isascii():
        try:
            host = host.encode("idna").decode().rstrip(".")  # other scripts have full stops of their own
        except UnicodeError:
            return ""
    return host.lower() if _HOST.match(host) and ".." not in host and not host.startswith(".") else ""


def _assemble(parts: SplitResult, query: str) -> str:
    scheme = parts.scheme.lower()
    port = f":{parts.port}" if parts.port is not None and parts.port != _DEFAULT_PORTS[scheme] else ""
    path = _without_dots(_encoded(parts.path)) or "/"
    return urlunsplit((scheme, _host(parts) + port, path, _encoded(query), ""))


def _encoded(text: str) -> str:
    """Percent-encoding in its normal form: what needs it is encoded, what doesn't isn't, hex digits in upper case."""

    def shortest(match: re.Match[str]) -> str:
        char = chr(int(match[0][1:], 16))
        return char if char in _UNRESERVED else match[0].upper()

    text = re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", text)
    text = _NOT_PLAIN.sub(lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "replace")), text)
    return _ENCODED.sub(shortest, text)


def _without_dots(path: str) -> str:
    """RFC 3986, section 5.2.4."""
    if "/." not in path:
        return path
    kept: list[str] = []
    segments = path.split("/")
    for at, segment in enumerate(segments):
        if segment == ".." and len(kept) > 1:
            kept.pop()
        elif segment not in (".", ".."):
            kept.append(segment)
            continue
        if at == len(segments) - 1:
            kept.append("")
    return "/".join(kept)
