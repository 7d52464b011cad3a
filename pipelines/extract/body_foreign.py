"""Which parts of a page are never its article's text: navigation, comments, captions, boxes about other things."""

from __future__ import annotations

import re
from functools import lru_cache

from lxml import etree
from lxml.html import HtmlElement

from pipelines.extract.blocks import INLINE
from pipelines.extract.body_choice import is_marked

_TAGS = frozenset(
    (
        *("script", "style", "noscript", "template", "head", "title", "meta", "link", "svg", "math", "canvas", "map", "object", "embed", "iframe"),
        *("rt", "rp", "audio", "video", "input", "select", "textarea", "button", "figcaption", "amp-ad", "amp-embed", "amp-iframe"),
    )
)
_GUARDED_TAGS = frozenset(("aside", "footer", "form", "figure", "fieldset", "nav", "menu", "dialog"))  # skipped unless they hold much of the page
_FIGURE_KEEPS = ("table", "blockquote", "pre")

_MODIFIER = re.compile(r"(?:has|is|no|not|with|without|show|enable|disable|allow|col|use)[_-]+\w+|:.*")
MAX_PARTS = 4  # a longer name is a slug of the content, not a part's name
_PARTS = re.compile(r"[_-]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")

# Parts of others' words: even much text doesn't make them the article.
_COMMENTS = re.compile(
    r"(?:^|[\s_-])(?:comments?|comment-?\w*|disqus\w*|respond|replies|livefyre|spot-?im|kommentare?|comentarios?|commentaires?|leserkommentare?|komentarze|cookie\w*|consent|gdpr|ccpa|onetrust\w*)(?:$|[\s_-])"
)
_STRONG = re.compile(
    r"(?:^|[\s_-])(?:related\w*|recommend\w*|recirc\w*|outbrain|taboola|mgid|revcontent|zergnet|navigation|nav|navbar|menu|breadcrumbs?|side-?bar(?:-?(?:left|right|primary|secondary|inner|widgets?|column|wrapper|container|box|item|block|area))?$)(?:$|[\s_-])"
)
_WEAK = re.compile(
    r"(?:^|[\s_-])(?:more-?(?:stories|news|on|from|articles|posts|links|in|about|like)|read-?(?:more|next|also|on)|see-?also|also-?(?:read|see|on)|keep-?reading|up-?next|next-?(?:article|story|post)|prev(?:ious)?-?(?:article|story|post)"
    r"|most-?(?:read|viewed|popular|recent|shared)|popular|trending|latest|teasers?|promos?|promo\w*|cards?|rail|aside|pull-?quotes?|blockquote-?pull|zitatbox"
    r"|similar\w*|siblings|suggested|suggestions|internal-?links?|in-?article-?links?|linked-?articles?|crosslinks?|backlinks?|story-?links?|linklist|link-?list|link-?box"
    r"|newsletters?\w*|subscri\w*|sign-?up|signup|mailchimp|regwall|piano|abo|upsell|donat\w*|support-?us|membership"
    r"|social\w*|share|shares|sharing|share\w*|sharedaddy|jp-relatedposts|addtoany|addthis\w*|follow|follow-?us|tweet-?button|like-?button"
    r"|tags?|tag-?list|tagcloud|post-?tags|entry-?tags|article-?tags|topic-?list|topics|keywords|categories|cat-?links|hashtags?|filed-?under"
    r"|author-?(?:bio|box|info|card|profile|block|description|desc|details|image|name|meta|section)|authors?|about-?(?:the-?)?authors?|bio|biography|contributors?|by-?line|bylines?|byl"
    r"|post-?meta|entry-?meta|article-?meta|meta|metadata|post-?info|article-?info|story-?meta|date|datum|fecha|pub-?date|publish\w*|timestamp|time-?stamp|posted-?on|updated|dateline|reading-?time|read-?time"
    r"|widgets?|ad|ads|adv|advert\w*|ad-?(?:slot|unit|container|wrapper|box|label|break|placeholder)|adslot|adunit|adsbygoogle|dfp|gpt|sponsor\w*|werbung|anzeige|publicidad|publicite|pub|inread|teads"
    r"|captions?|wp-?caption\w*|img-?caption|image-?caption|photo-?caption|legende?|pie-?de-?foto|bildunterschrift|cutline|credits?|copyright|photo-?credit|image-?credit|image-?source|source-?credit|photographer|imagecredit"
    r"|galler\w*|slideshows?|slider|carousel|swiper|lightbox|thumbs?|thumbnails?|photo-?(?:gallery|list|box)|img-?box|picture|image-?(?:wrapper|container|holder)|media-?(?:block|object|caption|credit)"
    r"|video-?(?:player|js|container|wrapper|caption|embed|info|title|description)|player|jw-?player\w*|vjs\w*|brightcove\w*|audio-?player|podcast-?player|tts|listen|speechify|play-?button"
    r"|twitter-?tweet|twitter|tweet|instagram-?media|fb-?post|tiktok-?embed|reddit-?(?:card|embed)|social-?embed"
    r"|polls?|quiz|survey|form|search|login|register|modal|popup|pop-?up|overlay|tooltip|banner|toolbar|tools|utilities|print-?(?:link|button)|controls|actions|buttons?|btn"
    r"|screen-?reader-?text|sr-?only|visually-?hidden|visuallyhidden|screen-?reader|hidden-?text|print-?only|skip-?link|hidden|hide|invisible|d-none|noprint|no-?print"
    r"|pagination|pager|page-?links|post-?navigation|toc|table-?of-?contents|ez-toc\w*|jump-?to|jump-?links?"
    r"|footer|foot|site-?info|disclaimer|disclosure|rating|ratings|votes?|voting|reactions?|likes?|emoji\w*|feedback|report-?(?:error|typo)|corrections?"
    r"|info-?box|factbox|fact-?box|sidebox|side-?note|notice|alert|app-?(?:promo|download|banner|store)|whatsapp\w*|google-?news|download\w*|jobs?|shop|buy\w*|product-?(?:box|card|list)|affiliate\w*|price\w*|coupon\w*|ticker|weather|stock-?\w*|market-?data)(?:$|[\s_-])"
)
# What an inline element, a paragraph or a heading of the article itself can still be.
_SMALL = re.compile(
    r"(?:^|[\s_-])(?:captions?|wp-?caption\w*|cutline|credits?|copyright|photo-?credit|image-?credit|image-?source|by-?line|bylines?|author-?(?:bio|name|info|box)"
    r"|share|share-?\w*|social\w*|sr-?only|screen-?reader\w*|visually-?hidden|visuallyhidden|hidden-?text|print-?only|noprint|no-?print|skip-?link|read-?(?:more|next|also)|see-?also|also-?(?:read|see)"
    r"|twitter-?tweet|twitter-?video|instagram-?media|tiktok-?embed|fb-?post|reddit-?(?:card|embed\w*)|bluesky-?embed|mastodon-?embed|imgur-embed\w*|pull-?quotes?"
    r"|related\w*|newsletter\w*|tags?|tag-?list|post-?tags|timestamp|pub-?date|dateline|post-?meta|entry-?meta|ad|ads|advert\w*)(?:$|[\s_-])"
)
_INLINE = re.compile(
    r"(?:^|[\s_-])(?:wp-?caption\w*|caption|image-?credit|photo-?credit|credit|sr-?only|screen-?reader\w*|visually-?hidden|visuallyhidden|hidden-?text|print-?only|noprint|skip-?link"
    r"|edit-?section|mw-editsection|footnote-?back\w*|anchor-?link|header-?link|heading-?anchor|share-?\w*)(?:$|[\s_-])"
)
_SMALL_TAGS = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "td", "th", "tr", "tbody", "blockquote", "pre"))
SHARES = (0.0, 0.3, 0.45, 0.8)  # of the page's text, for each level of strangeness: a part that holds more is not skipped
MAX_TEXTS, MAX_DEPTH = 5_000, 300
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)



_ROLES = frozenset(("navigation", "complementary", "contentinfo", "search", "dialog", "menu"))
_WIDGET = re.compile(r"(?:^|\s)\w+-widget(?:$|\s)")
_ARTICLE_BODY = re.compile(r"(?:^|[\s_-])article-?body", re.I)
_LONG_TEXTS = etree.XPath(
    ".//*[not(self::script or self::style or self::noscript or self::a or self::button or self::textarea or self::option)]"
    "/text()[string-length(normalize-space()) > 40]"
)


@lru_cache(maxsize=8192)
def strangeness(marks: str, patterns: tuple[tuple[int, re.Pattern[str]], ...]) -> int:
    """0 where a class and id say nothing, else 1-3: how surely they name a part that isn't the article's."""
    worst = 0
    for name in marks.split():
        words = _CAMEL.sub("-", name).lower()
        if len(words) > 60 or len(_PARTS.split(words)) > MAX_PARTS or words.startswith(("js-", "js_")):
            continue
        words = _MODIFIER.sub("", words)
        for level, pattern in patterns:
            if level > worst and pattern.search(words):
                worst = level
                break
    return worst


_OF_PARTS = ((3, _COMMENTS), (2, _STRONG), (1, _WEAK))
_OF_PARTS_LENIENT = ((3, _COMMENTS), (2, _STRONG))
_OF_SMALL = ((1, _SMALL),)
_OF_INLINE = ((1, _INLINE),)


class Foreign:
    """Decides for each element of a page whether the article's text can stand in it."""

    def __init__(self, root: HtmlElement, own: HtmlElement | None, strict: bool = True) -> None:
        """``own`` is an element (the headline) whose ancestors are never foreign; not ``strict``: names mean nothing."""
        self.own = set(own.iterancestors()) if own is not None else set()
        self.others = _other_articles(root, self.own) if own is not None else set()
        self.strict = strict
        self.mass: dict[HtmlElement, int] = {}
        total = 0
        for text in _LONG_TEXTS(root)[:MAX_TEXTS]:
            size = len(text)
            total += size
            up = text.getparent()
            if text.is_tail:
                up = up.getparent()
            depth = 0
            while up is not None and depth < MAX_DEPTH:
                self.mass[up] = self.mass.get(up, 0) + size
                up = up.getparent()
                depth += 1
        self.widgets = sum(size for e, size in self.mass.items() if _WIDGET.search(e.get("class") or "")) > total * SHARES[1]
        self.limits = tuple(total * share or 1 for share in SHARES)
        for element in [e for e in self.mass if _ARTICLE_BODY.search(f"{e.get('class') or ''} {e.get('itemprop') or ''}")]:
            self.own.update(element.iterancestors())
            self.own.add(element)

    def __call__(self, element: HtmlElement, tag: str) -> bool:
        if tag in _TAGS:
            return self.strict or tag != "noscript"
        if tag == "article" and element in self.others:
            return True
        get = element.get
        marks = get("class")
        if "-" in tag:
            marks = f"{tag} {marks or ''}"
        identity = get("id")
        if identity:
            marks = f"{marks} {identity}" if marks else identity
        level = 0
        if marks and not (self.widgets and _WIDGET.search(marks)):
            if tag in INLINE:
                level = strangeness(marks, _OF_INLINE)
            elif tag in _SMALL_TAGS:
                level = strangeness(marks, _OF_SMALL) if self.strict else 0
            else:
                level = strangeness(marks, _OF_PARTS if self.strict else _OF_PARTS_LENIENT)
        if not level:
            if tag in _GUARDED_TAGS:
                if tag == "figure" and any(next(element.iterdescendants(kept), None) is not None for kept in _FIGURE_KEEPS):
                    return False
                level = 2 if tag == "nav" else 1
            elif get("hidden") is not None or get("aria-hidden") == "true" or ((style := get("style")) and _HIDDEN_STYLE.search(style)):
                level = 3
            elif get("role") in _ROLES:
                level = 1
        if level == 2 and is_marked(element):
            return False
        if not level or tag in ("body", "html", "main") or get("itemprop") == "description":
            return False
        return element not in self.own and self.mass.get(element, 0) < self.limits[level]


def _other_articles(root: HtmlElement, own: set[HtmlElement]) -> set[HtmlElement]:
    """Articles with a headline of their own, on a page whose headline stands in another article."""
    if not any(up.tag == "article" for up in own):
        return set()
    found = (next((up for up in h1.iterancestors() if up.tag == "article"), None) for h1 in root.iter("h1"))
    return {article for article in found if article is not None and article not in own}
