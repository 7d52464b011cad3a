"""The nouns every room shares: frozen, picklable, comparable; standard library only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic, Literal, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A value and the name of the rule that found it."""

    value: T
    by: str


@dataclass(frozen=True, slots=True)
class Published:
    """An instant of publication (aware, UTC) and how far it can be trusted.

    ``precision``: "instant", or "day" where only the calendar day is known (``at`` is then midnight UTC).
    ``zone``: "stated" with the value itself, "inferred" from other evidence of the page, or "none".
    """

    at: datetime
    precision: Literal["instant", "day"] = "instant"
    zone: Literal["stated", "inferred", "none"] = "stated"


@dataclass(frozen=True, slots=True)
class Text:
    """The article's text: ``plain`` has one paragraph a line; ``markdown`` is unescaped CommonMark."""

    plain: str = field(repr=False)
    markdown: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Image:
    """A picture; sizes in pixels, None where nobody stated them."""

    url: str
    width: int | None = None
    height: int | None = None
    title: str | None = None
    attribution: str | None = None
    is_cached: bool = False


@dataclass(frozen=True, slots=True)
class Provider:
    """Who publishes: proper name, registrable domain, logos."""

    name: str
    domain: str
    images: tuple[Image, ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic of the taxonomy; ``keywords`` as they are listed, repetitions too; ``other_names`` are matched but score nothing."""

    name: str
    parent: str | None = None
    shortname: str | None = None
    other_names: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    hashtags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hints:
    """What a feed or sitemap said of a page: evidence, never the last word."""

    title: str | None = None
    published: datetime | None = None
    updated: datetime | None = None
    excerpt: str | None = None
    authors: tuple[str, ...] = ()
    image: str | None = None
    language: str | None = None
    provider: str | None = None  # of the source, as its row in config/sources.yaml says
    topics: tuple[str, ...] = ()  # likewise


@dataclass(frozen=True, slots=True)
class Listed:
    """An article's address that a feed, sitemap or page lists, absolute, and what the list says of it."""

    url: str
    hints: Hints = Hints()


@dataclass(frozen=True, slots=True)
class Follow:
    """A further list that a list names: a sitemap of an index, the next page of a feed, a section of a site."""

    url: str
    kind: Literal["feed", "sitemap", "page"]
    changed: datetime | None = None  # as the list says
    depth: int = 0  # steps from the source


@dataclass(frozen=True, slots=True)
class Page:
    """A fetched page: ``url`` as asked, ``final_url`` after redirects, lower-case ``headers``, raw ``body``."""

    url: str
    final_url: str
    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)
    fetched_at: datetime
    hints: Hints = Hints()
    found: bool = False  # a list named it; False: a person asked for this address


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the gate needs to know of a page, measured once beside the extraction.

    Counts of words take two CJK characters for one word. The second half is measured of a ``thin`` page only: a long
    text answers for itself.
    """

    url: str = ""  # the address asked for, for the refusal's sentence
    status: int = 200  # HTTP status
    words: int = 0  # words of the text that was found
    own_words: int = 0  # of those, words of lines which don't talk of cookies, passwords, subscriptions, robots, errors
    run: int = 0  # words of the best group of neighbouring paragraphs, links left out
    bulk: int = 0  # the same, or words of the text's long lines where they are more
    bare: bool = False  # no links, scripts, styles and forms: no site around the text
    slug: bool = False  # the address ends in five words or more, or has a number of five digits or more
    headlines: int = 0  # links of at least four words to other pages of the site
    teasers: int = 0  # headings (h2-h4) that are links, each address once
    h1_words: int = 0  # words of the page's h1; 0 without one
    titled: bool = False  # a title was found
    dated: bool = False  # an instant of publication is stated
    signed: bool = False  # an author is stated
    declared: Literal["", "article", "list", "video", "other"] = ""  # what meta, JSON-LD and microdata say the page is
    root: bool = False  # the final address is the site's home page
    moved: bool = False  # and another one was asked for
    canonical_home: bool = False  # the canonical address is the home page's
    canonical_elsewhere: bool = False  # the canonical address is another path
    list_path: bool = False  # an address of a tag, category, author, archive or search page
    rubric_path: bool = False  # at most three parts of one or two words, without digits
    standing: bool = False  # title or address of a standing page: imprint, privacy, contact
    front: bool = False  # the title says that it is the home page, or is the site's name alone
    label: bool = False  # the h1 has one or two words, and the address ends in the same
    noindex: bool = False  # robots meta or header
    free: bool | None = None  # isAccessibleForFree or article:content_tier, None where nothing is said
    thin: bool = False  # little text, or no group of paragraphs
    lost_title: int = 0  # phrases of "not found" in title and h1
    wall_title: int = 0  # phrases of a challenge there
    login_title: int = 0  # phrases of a login there
    closed: int = 0  # phrases of a closed, parked or unfinished site; those in title and h1 count thrice
    lost: int = 0  # phrases of "not found" in the visible text, navigation and footer left out
    consent: int = 0  # phrases of a consent dialogue
    buttons: int = 0  # of those, in short pieces of text such as buttons
    consent_vendor: bool = False  # containers or scripts of a consent manager
    challenge: int = 0  # phrases of a robot check
    challenge_vendor: bool = False  # scripts, frames or fields of a robot check
    login: int = 0  # phrases of a login form
    login_path: bool = False  # the final address is a login page's
    password: bool = False  # a password field
    form: bool = False  # a field for an e-mail address or a user name
    paywall: int = 0  # phrases of an offer of subscription
    offers: int = 0  # of those, in short pieces of text such as buttons and headings
    paywall_marks: bool = False  # containers of a paywall
    cut: bool = False  # the text ends in an ellipsis or without the end of a sentence
    asks_script: bool = False  # the reader is asked to enable JavaScript
    root_empty: bool = False  # the element that a script would fill is empty
    script_bytes: int = 0  # inline scripts
    scripts: int = 0  # script elements
    visible: int = 0  # words outside scripts, styles, navigation and footer
    refresh: bool = False  # a meta refresh to another address
    site_paywall: bool = False  # what config/sites names as the mark of a cut text is there
    paywalled: bool = False  # only a teaser, by more than one sign
    found: bool = False  # a list named the page; False: a person asked for it by address


@dataclass(frozen=True, slots=True)
class Extraction:
    """A value or None for each field, and ``by``: field -> name of the rule that won."""

    title: str | None = None
    published: Published | None = None
    updated: Published | None = None
    authors: tuple[str, ...] = ()
    excerpt: str | None = None
    text: Text | None = field(default=None, repr=False)
    locale: str | None = None
    provider: Provider | None = None
    web_url: str | None = None
    amp_url: str | None = None
    type: Literal["article", "video"] = "article"
    featured: str | None = None
    images: tuple[Image, ...] = ()
    icons: tuple[Image, ...] = ()  # the publisher's signs as the page declares them, the best first
    manifest: str | None = None  # address of the site's web app manifest
    directives: tuple[str, ...] = ()  # what it asks of those who index it: "noindex", "max-snippet:50", "tdm-reservation"
    evidence: Evidence = Evidence()
    by: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Article:
    """A page on its way through the stages; each stage fills its own slot only."""

    url: str
    final_url: str
    extraction: Extraction
    images: tuple[Image, ...] = ()
    topics: tuple[str, ...] = ()
    quality: int | None = None
    secured: str | None = None
