"""Where the page's own story stands in the tree, and what on the page is somebody else's.

Shared by the fields that read visible markup (dates, bylines, pictures): cards of other stories, comments,
navigation and footers must never answer for the article.
"""

from __future__ import annotations

import re
from functools import lru_cache

from lxml.html import HtmlElement

from pipelines.extract.view import View

# Words in a class or id that mark a part of the page which isn't the story itself.
_FOREIGN = re.compile(
    r"(?:^|[\s_-])(?:related|recommend\w*|more-?(?:stories|news|on|from|articles)|read-?(?:more|next|also)|most-?(?:read|viewed|popular)|popular"
    r"|trending|latest|teasers?|cards?|promo(?!ted\b)\w*|sidebars?|aside|side-?bar|rail|comments?|disqus|comment-?list|footer|nav|navigation|menu|breadcrumbs?"
    r"|newsletter|widget|outbrain|taboola|carousel|slider|ticker|cookie|consent|banner|modal|advert\w*|sponsor\w*|jobs)(?:$|[\s_-])",
    re.I,
)
_FOREIGN_TAGS = frozenset(("aside", "nav", "footer", "form", "noscript", "script", "style", "template"))


@lru_cache(maxsize=1)  # every field asks, for the same page
def heading(view: View) -> HtmlElement | None:
    """The story's h1: the only one, else the first inside an article or main element, else the first with text."""
    found = [h1 for h1 in view.tree.iter("h1") if (h1.text_content() or "").strip()]
    if len(found) <= 1:
        return found[0] if found else None
    inside = [h1 for h1 in found if any(up.tag in ("article", "main") for up in h1.iterancestors())]
    return (inside or found)[0]


def is_foreign(element: HtmlElement, within: HtmlElement | None = None) -> bool:
    """Whether an element lies in a part that isn't the story: aside, footer, comments, a card of another story.

    Looks upwards to ``within`` (not included), or to the root.
    """
    node: HtmlElement | None = element
    while node is not None and node is not within:
        if node.tag in ("body", "html"):
            return False
        if node.tag in _FOREIGN_TAGS:
            return True
        marks = f"{node.get('class') or ''} {node.get('id') or ''}"
        if marks.strip() and node.tag not in ("article", "main") and _FOREIGN.search(marks):
            return True
        node = node.getparent()
    return False


@lru_cache(maxsize=1)
def story(view: View) -> HtmlElement | None:
    """The element that holds headline, byline and text: the smallest ancestor of the h1 with most of the long paragraphs.

    None where the page has no h1 or no paragraph of 80 characters.
    """
    top = heading(view)
    if top is None:
        return None
    paragraphs = [p for p in view.tree.iter("p") if len(p.text_content() or "") >= 80]
    if not paragraphs:
        return None
    counts: dict[HtmlElement, int] = {}
    for paragraph in paragraphs:
        for up in paragraph.iterancestors():
            counts[up] = counts.get(up, 0) + 1
    for up in top.iterancestors():
        if counts.get(up, 0) * 2 >= len(paragraphs):
            return up
    return None
