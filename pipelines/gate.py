"""The gate: what is not an article is never written. Signals are combined; no phrase decides alone.

A refusal's class name is the reason that the report counts; its sentence says what was measured, what was needed
and what to do. docs/refusals.md has a section for each.
"""

from __future__ import annotations

from collections.abc import Callable

from crawler import exceptions
from crawler.items import Article, Evidence, Extraction


class Refused(exceptions.Refused):
    """A page that is not written."""

    advice = "look at the page in a browser"
    extraction: Extraction | None = None  # what the page had all the same

    def __init__(self, url: str, measured: str, needed: str) -> None:
        super().__init__(f"{url} was not written: {measured}; needed {needed}. What to do: {self.advice}.")


class RedirectedHome(Refused):
    """The site answers with its home page instead of the article."""

    advice = "the article is most likely gone; remove the address from the list"


class BotChallenge(Refused):
    """The site asks for a proof that a person is reading."""

    advice = "crawl this site more slowly or ask the publisher for access; the page is tried again in the next run"


class SoftNotFound(Refused):
    """The page says that there is no such page, whatever the status says."""

    advice = "check the address; if the article is gone for good, remove it from the list"


class LoginPage(Refused):
    """A form to log in with, instead of the article."""

    advice = "the article needs an account; give its open address if there is one"


class ConsentWall(Refused):
    """A consent dialogue instead of the article."""

    advice = "fetch the page from another region or with the site's consent cookie, if you may"


class Paywalled(Refused):
    """A few sentences and an offer of subscription."""

    advice = "the text is for subscribers; find the story at a free publisher"


class SectionPage(Refused):
    """A home, section, topic, author or search page: links to articles, none of its own."""

    advice = "give the addresses of the articles, or the site's feed or sitemap"


class JavaScriptShell(Refused):
    """A page that a script would fill in a browser."""

    advice = "give the AMP or print version's address, or the site's feed, which often has the text"


class Forwarding(Refused):
    """A page that only sends the reader on to another address."""

    advice = "give the address that the page leads to"


class EmptyPage(Refused):
    """Nothing to read at all."""

    advice = "fetch it again later; if it stays empty, remove the address"


class NotAnArticle(Refused):
    """A page of another kind: a product, an imprint, a form, or too little to be a story."""

    advice = "if it is an article, give the site a row in config/sites.yaml that selects its title and text"


STORY_BULK = 120  # words of long paragraphs that walls, error pages and lists seldom have
PROSE_WORDS = 90  # words of paragraphs that no error page has
WALL_WORDS = 60  # own words below which a wall may be all there is
TEASER_WORDS = 80  # a free teaser of so many words is kept, and marked
SHELL_WORDS = 30
EMPTY_WORDS = 10  # navigation and footer left out
FLASH_WORDS = 15  # enough for an agency's flash that states what it is
LEAST_WORDS = 45  # enough for a text without any such statement
UNSTATED_WORDS = 60  # the same where there is no h1 either
DATED_WORDS = 25  # enough for a dated text under a headline, at an address like a headline's
BARE_WORDS = 3  # enough for a titled document without any site around it: nothing there is a wall or a menu
PLACE_WORDS = 200  # a longer text at the root, or under the name of a place of the site, is kept
STANDING_WORDS = 300  # a longer text at the address of a standing page is kept
STRAYED_TEASERS = 10
CLOSED_SCORE = 3
LIST_SCORE = 5
LOST_SCORE = 4

Reason = Callable[[Extraction], Refused | None]


def _story(e: Evidence) -> bool:
    """Whether the page states that it is one article, and has a text to show for it."""
    return e.declared in ("article", "video") and (e.dated or e.signed) and e.own_words >= FLASH_WORDS


def _likely(e: Evidence) -> bool:
    """Whether a short text under a headline has some sign of an article: a wall in the chrome is then only in the chrome."""
    return e.own_words >= LEAST_WORDS and e.h1_words >= 4 and (e.dated or e.signed or e.declared == "article" or e.slug)


def redirected_home(x: Extraction) -> Refused | None:
    """The final address is the root, another page was asked for, and no article stands there."""
    e = x.evidence
    if not e.moved or (e.declared == "article" and e.dated and e.bulk >= STORY_BULK):
        return None
    return RedirectedHome(
        e.url, "the address asked for leads to the site's home page", "a page of its own, or a declared and dated article there"
    )


def bot_challenge(x: Extraction) -> Refused | None:
    """Vendor's marks, phrases, title and status together, with next to no other text."""
    e = x.evidence
    if not e.thin or e.own_words >= WALL_WORDS or _story(e) or _likely(e):
        return None
    score = (
        2 * e.challenge_vendor
        + min(e.challenge, 3)
        + min(e.wall_title, 2)
        + 3 * (e.status in (401, 403, 405, 429, 503))
        + (e.visible < 150)
    )
    score -= 2 * (e.password and e.login_title > 0) + (e.lost_title > 0) + (e.consent > e.challenge + 2)
    if score < 4 or not (e.challenge or e.wall_title or e.status != 200 or (e.challenge_vendor and e.visible < 40)):
        return None
    return BotChallenge(
        e.url,
        f"{e.challenge} phrases of a robot check, vendor's marks: {_yes(e.challenge_vendor)}, status {e.status}, {e.own_words} other words",
        f"{WALL_WORDS} words of text",
    )


def soft_not_found(x: Extraction) -> Refused | None:
    """Phrases in title, h1 and text, weighed against what speaks for an article."""
    e = x.evidence
    gone = e.status in (404, 410)
    if not e.thin or not (e.lost_title or e.lost or gone):
        return None
    score = (
        2 * min(e.lost_title, 2) + min(e.lost, 2) + 3 * gone + e.noindex + (e.canonical_home or e.canonical_elsewhere) + (e.own_words < 40)
    )
    score += (not e.dated) + (not e.signed and not e.declared)
    prose = min(e.run, e.own_words)
    score -= 4 * _story(e) + 3 * (prose >= WALL_WORDS) + 2 * (prose >= PROSE_WORDS) + 3 * (e.own_words >= STORY_BULK)
    if not e.lost_title and not gone and (e.own_words >= WALL_WORDS or (e.lost < 2 and not e.noindex)):
        return None
    if score < LOST_SCORE:
        return None
    return SoftNotFound(
        e.url,
        f"{e.lost_title} phrases of a missing page in title and h1, {e.lost} in the text, status {e.status}, {e.own_words} other words",
        f"a dated or signed article, or {STORY_BULK} words of text",
    )


def login_page(x: Extraction) -> Refused | None:
    """A password field or a login's title and address, with next to no other text."""
    e = x.evidence
    if not e.thin or e.own_words >= WALL_WORDS or _likely(e) or (_story(e) and e.own_words >= WALL_WORDS // 2):
        return None
    score = 2 * e.password + 2 * min(e.login_title, 1) + 2 * e.login_path + e.form + (e.login >= 2) + (e.login >= 4)
    score -= 3 * (e.declared == "article") + 2 * (e.headlines >= 15)
    if score < 5:
        return None
    return LoginPage(
        e.url,
        f"password field: {_yes(e.password)}, {e.login} phrases of a login form, {e.own_words} other words",
        f"{WALL_WORDS} words of text",
    )


def section_page(x: Extraction) -> Refused | None:
    """Linked headings and addresses of lists, without a group of paragraphs."""
    e = x.evidence
    strayed = (
        e.canonical_home and e.teasers >= STRAYED_TEASERS and not e.h1_words and e.bulk < STORY_BULK
    )  # the home page in place of what was asked for
    listed = e.root or e.list_path or e.declared == "list" or strayed
    bulk = e.run if listed else e.bulk  # a list's teasers make long lines too
    if bulk >= STORY_BULK and e.declared != "list":
        return None
    score = 2 * (e.declared == "list") + 2 * e.list_path + 2 * e.root + e.rubric_path + 2 * (e.teasers >= 5) + (e.teasers >= 3)
    score += (
        (e.headlines >= 6)
        + (e.headlines >= 12)
        + (e.headlines >= 5 and bulk < 40)
        + (not e.dated and not e.signed)
        + (bulk < 80)
        + (e.h1_words <= 3)
        + (e.root and e.declared in ("", "other"))
        + 3 * (e.front and listed)
        + 4 * strayed
    )
    score -= (
        5 * (e.declared in ("article", "video"))
        + 2 * (e.dated and e.signed and not listed)
        + 2 * (e.slug and not strayed)
        + (e.h1_words >= 5)
        + 4 * (bulk >= STORY_BULK)
    )
    if score < LIST_SCORE or max(e.teasers, e.headlines) < 3:
        return None
    return SectionPage(
        e.url,
        f"{e.teasers} headings and {e.headlines} headlines that link to other pages, {bulk} words of long paragraphs",
        f"{STORY_BULK} words of long paragraphs, or one declared article",
    )


def consent_wall(x: Extraction) -> Refused | None:
    """A dialogue's phrases, with next to no other text."""
    e = x.evidence
    if not e.thin or e.own_words >= WALL_WORDS or _story(e) or _likely(e) or e.consent <= e.offers:
        return None
    score = (
        min(e.consent, 4)
        + min(e.buttons, 2)
        + 2 * e.consent_vendor
        + (e.declared != "article")
        + (e.visible < 250)
        - (e.root_empty and e.asks_script)
    )
    if not e.consent or not (e.buttons or e.consent_vendor) or score < 6:
        return None
    return ConsentWall(
        e.url,
        f"{e.consent} phrases of a consent dialogue, a consent manager's marks: {_yes(e.consent_vendor)}, {e.own_words} other words",
        f"{WALL_WORDS} words of text",
    )


def paywalled(x: Extraction) -> Refused | None:
    """An offer of subscription, what the page declares and a cut text, with a teaser at most."""
    e = x.evidence
    if e.own_words >= TEASER_WORDS or not (e.thin or e.site_paywall):
        return None
    score = 9 * e.site_paywall + 2 * (e.free is False) - (e.free is True)
    score += min(e.offers, 3) + e.paywall_marks + e.cut + (e.own_words < WALL_WORDS)
    if score < 4 or not (e.offers or e.site_paywall or (e.free is False and e.paywall_marks and e.cut)):
        return None
    return Paywalled(
        e.url,
        f"{e.offers} phrases of an offer of subscription, declared free: {_yes(e.free)}, {e.own_words} words of teaser",
        f"{TEASER_WORDS} words of text",
    )


def javascript_shell(x: Extraction) -> Refused | None:
    """An element for a script to fill, or the wish for JavaScript, and no text."""
    e = x.evidence
    if (_video(x) and e.titled and e.dated) or not e.thin or _text(e) >= SHELL_WORDS or not (e.scripts or e.asks_script):
        return None
    score = 2 * e.root_empty + 2 * e.asks_script + (e.visible < 60) + (e.scripts >= 3) + (e.script_bytes > 2000) + (not e.visible)
    if score < 3:
        return None
    return JavaScriptShell(
        e.url,
        f"{e.own_words} words of text beside {e.scripts} scripts, an empty element for them: {_yes(e.root_empty)}",
        f"{SHELL_WORDS} words without a script",
    )


def forwarding(x: Extraction) -> Refused | None:
    """A meta refresh and hardly a word."""
    e = x.evidence
    if not e.thin or not e.refresh or e.visible >= WALL_WORDS or e.own_words >= SHELL_WORDS:
        return None
    return Forwarding(e.url, f"a meta refresh and {e.own_words} words of text", f"{SHELL_WORDS} words")


def empty_page(x: Extraction) -> Refused | None:
    """No text was found, and there is next to none to see."""
    e = x.evidence
    if not e.thin or _video(x) or max(e.own_words, e.visible) >= EMPTY_WORDS or (e.bare and e.own_words >= BARE_WORDS):
        return None
    return EmptyPage(e.url, f"{e.visible} words to see", "a text")


def not_an_article(x: Extraction) -> Refused | None:
    """Declared as something else, one of a site's standing pages, or too little text for what is stated."""
    e = x.evidence
    if _video(x) and e.titled:
        return None
    if e.declared == "other" and not e.dated and e.own_words < STORY_BULK:
        return NotAnArticle(e.url, "declared as another kind of page (product, job, contact), without a date", "an article type or a date")
    if e.standing and e.words < STANDING_WORDS and e.declared != "article" and not (e.dated and e.signed):
        return NotAnArticle(e.url, "title and address are those of a site's standing page", "an article type, or a date and an author")
    silent = not (e.declared or e.dated or e.signed)
    if (e.label and silent and e.words < PLACE_WORDS) or (_nameless(e) and (e.front or (silent and not e.slug and e.h1_words <= 3))):
        return NotAnArticle(
            e.url,
            f"a home page or one that is named like a place of the site, {e.run} words of neighbouring paragraphs",
            f"an article type, a date or an author, or {STORY_BULK} words of neighbouring paragraphs",
        )
    if silent and (e.closed >= CLOSED_SCORE or (e.closed and e.status == 451)) and (e.h1_words <= 6 or e.closed > CLOSED_SCORE):
        return NotAnArticle(
            e.url,
            f"{e.closed} points for phrases of a site that is closed, parked, blocked or not yet set up, {e.own_words} other words",
            "an article type, a date or an author",
        )
    needed = FLASH_WORDS if e.declared == "article" and (e.dated or e.signed) else LEAST_WORDS
    if silent and not e.h1_words:
        needed = UNSTATED_WORDS
    if e.dated and e.titled and e.slug and e.h1_words >= 4:
        needed = min(needed, DATED_WORDS)
    if e.bare:
        needed = BARE_WORDS if e.h1_words or e.titled else FLASH_WORDS
    if _text(e) < needed:
        stated = ", ".join(name for name in ("titled", "dated", "signed") if getattr(e, name)) or "nothing"
        return NotAnArticle(e.url, f"{e.own_words} words of text, declared {e.declared or 'nothing'}, stated: {stated}", f"{needed} words")
    return None


REFUSALS: tuple[Reason, ...] = (
    redirected_home,
    bot_challenge,
    soft_not_found,
    login_page,
    section_page,
    paywalled,
    consent_wall,
    javascript_shell,
    forwarding,
    empty_page,
    not_an_article,
)
"""The reasons to refuse, the most telling first."""


def refusal(extraction: Extraction) -> Refused | None:
    """The first reason to refuse a page, or None for an article."""
    return next((refused for reason in REFUSALS if (refused := reason(extraction)) is not None), None)


class Gate:
    """Scrapy stage: passes an article on, or raises the reason not to write it."""

    def process_item(self, article: Article) -> Article:
        refused = refusal(article.extraction)
        if refused is not None:
            refused.extraction = article.extraction
            raise refused
        return article


def _text(e: Evidence) -> int:
    """Words of the page's own, in the text that was found or, where the finder was short of it, in its paragraphs."""
    return max(e.own_words, e.bulk if e.words else 0)


def _nameless(e: Evidence) -> bool:
    """Whether a page at the site's root has little prose, and does not say that it is an article."""
    return e.root and e.declared not in ("article", "video") and not e.bare and e.run < STORY_BULK and e.words < PLACE_WORDS


def _video(x: Extraction) -> bool:
    return x.type == "video" or x.evidence.declared == "video"


def _yes(value: bool | None) -> str:
    return "nothing stated" if value is None else "yes" if value else "no"
