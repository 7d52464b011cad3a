"""The chosen blocks made clean: headline, bylines and credits off the top, links, tags and notices off the end and from within."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from pipelines.extract.blocks import Block
from pipelines.extract.body_choice import path

_WORD = re.compile(r"\w+")
_END = re.compile(r"[.!?…:;。！？।۔][\"'”’»«›“)\]*]*$")
_STANDFIRST = re.compile(
    r"(?:^|[\s_-])(?:stand-?first|deck?|lead|lede|leadtext|lead-?text|intro|introduction|summary|sub-?(?:title|head|headline|heading|deck)|headline-?sub|description|excerpt|abstract|kicker-?text"
    r"|chapo|chapeau|hat|entradilla|bajada|sommario|occhiello|catenaccio|ingress|vorspann|anrisstext|teaser-?text|perex|spot|tagline|strapline|article-?(?:desc|dek|lead|intro|summary|sub\w*))(?:$|[\s_-])"
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")

# Beginnings of paragraphs that point elsewhere or ask for something.
_POINTERS = re.compile(
    r"(?:read (?:more|also|next|the full)|(?:also|must) read|see also|more (?:on this|from|about)|related(?: (?:articles?|stories|content|topics?|news|posts?|links?|reading))?\b|recommended(?: (?:for you|stories|reading|articles))?\b|you (?:may|might) also|don'?t miss|watch(?: also|:)|in case you missed|click here|tap here"
    r"|lesen sie|lies auch|mehr (?:zum thema|dazu|zu|lesen|von|infos|aus|themen)|auch interessant|das könnte sie|passend dazu|weitere (?:artikel|themen|infos)|weiterlesen|siehe auch|zum thema"
    r"|lire (?:aussi|la suite|également|plus)|à lire|voir aussi|sur le même (?:sujet|thème)|lea también|lee también|leer más|también (?:lea|te puede)|te puede interesar|puede(?:s)? (?:leer|ver)|ver también|más información|mirá también|seguí leyendo|le puede interesar|además:"
    r"|leggi anche|leggi:|per approfondire|potrebbe interessarti|guarda anche|lees (?:ook|meer|verder)|bekijk ook|leia (?:também|mais)|veja (?:também|mais)|saiba mais|confira também|czytaj (?:też|także|więcej|również)|zobacz (?:też|także|również|więcej)|przeczytaj|polecamy"
    r"|läs (?:också|mer|även)|læs (?:også|mere)|les (?:også|mer)|lue (?:myös|lisää)|katso myös|ayrıca oku|okumaya devam|haberin devamı|ilgili haber|читайте (?:также|ещё|еще|далее|подробнее)|смотрите также|по теме|подробнее|читайте|čtěte (?:také|více|dále)|přečtěte|více k tématu|čítajte|olvas(?:sa|d) (?:el|tovább)|citește și|διαβάστε|прочетете"
    r"|関連記事|あわせて読みたい|続きを読む|もっと読む|延伸閱讀|延伸阅读|相关阅读|相關新聞|推荐阅读|看更多|더 보기|관련 ?기사)",
    re.I,
)
_NOTICES = re.compile(
    r"(?:©|\(c\) |copyright\b|all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos|tutti i diritti|wszelkie prawa|reprodu[cz]|riproduzione riservata|advertisement$|sponsored$|publicidad$|anzeige:?$|werbung:?$|publicité$|pubblicità$|advertentie$|reklama?$|annonse?$|annons$|広告$|реклама$"
    r"|(?:photos?|image|images|picture|pictured|foto|fotos|fotografie|imagen|imagem|bild|bilder|immagine|zdjęcie|crédit|photo credit|picture credit|image credit|bildquelle|bildnachweis|写真|фото)(?: by| credit| source| courtesy)?\s*[:/|©]"
    r"|(?:tags?|topics?|filed under|categor(?:y|ies)|keywords|themen|mehr themen|schlagwörter|schlagworte|temas|etiquetas|mots[- ]clés|argomenti|tagi|ämnen|etiketler|теги|タグ|キーワード)\s*:?(?:$|\s*:)"
    r"|(?:get|download) (?:the|our) .{0,40}\bapp\b|(?:getty(?: images)?|reuters|afp|ap photo|epa|shutterstock|alamy|istock\w*|picture[ -]alliance|imago|pa (?:wire|media|images)|zuma|wireimage|keystone|scanpix)\b[^.]{0,40}$|this article (?:was originally published|originally appeared|first appeared)|originally published|have a tip|got a tip|send us|to comment on this"
    r"|(?:additional )?(?:reporting|writing) by|editing by|our standards:|compiled by|quelle:|quellen:|source:|sources:|fuente:|fonte:|źródło:|kilde:|källa:|bron:|zdroj:|читать|last updated|updated:|published:|first published|veröffentlicht)",
    re.I,
)


_IMPERATIVES = re.compile(
    r"(?:share|tweet|print|email|follow us|follow|like us|subscribe|sign up|sign in|log in|join|register|newsletter|listen to|watch|download|abonn\w*|suscr[ií]b\w*|inscrivez|iscriviti|jetzt (?:abonnieren|anmelden)|melden sie sich|hier geht|suivez|síguenos|seguici|folgen sie|siga|obserwuj)\b",
    re.I,
)
_SECTIONS = re.compile(
    r"(?:about the (?:author|writer)s?|about (?:us|me)$|the author$|author bio|über (?:den|die) autor\w*|zur person|der autor|die autorin|à propos de l'auteur|l'auteur|sobre (?:el|la|o|a) aut\w+|autore|l'autore|o autorze|over de auteur|om forfatteren|om författaren|об авторе|o autorovi"
    r"|(?:\d+ )?(?:comments?|kommentare?|comentarios?|commentaires?|commenti|reacties|komentarze|yorumlar|комментарии|コメント)(?: \(\d+\))?:?$|leave a (?:reply|comment)|join the (?:conversation|discussion)|post a comment"
    r"|newsletter|sign up|subscribe|stay (?:up to date|informed|connected)|follow us|share this|teilen|tags?:?$|topics:?$|themen:?$|schlagwörter|schlagworte|etiquetas|temas:?$|contact(?: us)?:?$|pressekontakt|press contact|media contact|kontakt:?$|contacto:?$)",
    re.I,
)
_RELATED = re.compile(
    r"(?:related(?: (?:articles?|stories|content|topics?|news|posts?|links?|reading))?:?$|more (?:from|on|in) |more stories|read (?:more|next|also)|you (?:may|might) also|recommended|latest (?:news|stories)|most (?:read|popular)|trending|popular|further reading|see also:?$"
    r"|mehr zum thema|weitere (?:artikel|themen|beiträge|meldungen|informationen|links)|das könnte sie|auch interessant|lesen sie auch|ähnliche (?:artikel|beiträge)|passend zum thema|zum weiterlesen|neueste|meistgelesen"
    r"|lire aussi|à lire|sur le même|articles? (?:liés|similaires)|voir aussi|te puede interesar|relacionad[oa]s|noticias relacionadas|lee también|más (?:noticias|leídas)|leia (?:também|mais)|veja (?:também|mais)|leggi anche|potrebbe interessarti|articoli correlati|czytaj (?:też|także|więcej)|zobacz (?:też|także)|lees (?:ook|meer)|läs (?:också|mer|även)|les (?:også|mer)|læs (?:også|mere)|читайте также|関連記事)",
    re.I,
)
_PAYWALL = re.compile(
    r"already (?:a )?(?:subscriber|subscribed|a member|have an account)|subscribe (?:now )?to (?:continue|read|unlock)|to continue reading|(?:create|register for) (?:a free|an|your) account"
    r"|(?:article|content|story) is (?:only )?(?:for|available (?:only )?to|reserved for|exclusive to) (?:our )?(?:subscribers|members)|unlimited access"
    r"|jetzt weiterlesen|bereits (?:abonnent|registriert)|(?:artikel|inhalt) ist (?:nur |exklusiv )?für (?:unsere )?abonnent|réservé (?:à nos|aux) abonnés|déjà abonné|exclusiv[oa] para s[uo][sb]\w+|ya (?:eres|soy) suscriptor"
    r"|contenuto riservato|sei già abbonato|tylko dla (?:subskrybentów|prenumeratorów)|会員限定|会員登録|ログインして|有料会員|회원 ?전용|구독하시",
    re.I,
)
_CHANNELS = re.compile(r"newsletter|whats-?app|telegram|instagram|facebook|twitter|youtube|google news|\bapp\b|subscri|abonn|suscri", re.I)
_ASKS = re.compile(
    r"sign up|sign-?up|signing up|follow|subscrib|\bjoin\b|\blike us|download|abonnier|anmeld|folge|melden|hier entlang|hier geht|suscr[ií]b|s[ií]gue|inscri|abonnez|suivez|iscriviti|seguici|inscreva|siga|zapisz|obserwuj|följ|følg",
    re.I,
)
_DATE = re.compile(r"\d{1,2}[:.h]\d\d\b|\b(?:19|20)\d\d\b|\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d+ (?:min|sec|hour|day|week|month)\w* ago|\d+ min(?:ute)?s? read|vor \d+ \w+|hace \d+ \w+|il y a \d+")


STATED_SHARE = 0.85  # of the stated text has to be among the blocks, else it may be another text or a part
RIVER_SHARE = 0.7  # linked headings with more of the text than this are a list of the article's own
_LINK_RICH_TAGS = frozenset(("li", "p", "tr", "td", "table", "tbody"))
_CARD_TAGS = frozenset(("div", "li", "ul", "ol", "article", "section", "aside"))


def key(text: str) -> str:
    """What two spellings of one sentence have in common."""
    return " ".join(_WORD.findall(text.casefold()))


def clean(all_blocks: list[Block], chosen: list[Block], root: HtmlElement, title: str | None, declared: list[str], stated: str, domain: str) -> list[Block]:
    """The article's blocks without the foreign ones, with its standfirst. ``declared`` are the page's descriptions of itself,
    ``stated`` is the article's text as its JSON-LD gives it, or empty.
    """
    kept = _without_link_groups(chosen, root, domain)
    kept = _without_sections(kept)
    kept = [block for block in kept if not _points_elsewhere(block, domain)]
    kept = _head(kept, title)
    kept = _tail(kept)
    kept = _without_bare_headings(kept) or [block for block in chosen if block.linked < 0.5 * len(block.text) and key(block.text) != key(title or "")]
    kept = _without_unstated(kept, stated)
    if kept:
        kept = [*_standfirst(all_blocks, kept, title, declared), *kept]
    return kept


def _without_link_groups(blocks: list[Block], root: HtmlElement, domain: str) -> list[Block]:
    """Parts that are mostly links, and cards: a linked heading with a few words."""
    size: dict[HtmlElement, int] = {}
    held: dict[HtmlElement, int] = {}
    linked: dict[HtmlElement, int] = {}
    paths = [path(block, root) for block in blocks]
    if not paths:
        return blocks
    common = set(paths[0]).intersection(*paths)
    for block, ups in zip(blocks, paths, strict=True):
        for up in ups:
            if up not in common:
                size[up] = size.get(up, 0) + len(block.text)
                held[up] = held.get(up, 0) + 1
                linked[up] = linked.get(up, 0) + block.linked
    refused = {up for up in size if linked[up] > (0.5 if held[up] > 1 and up.tag not in _LINK_RICH_TAGS else 0.9) * size[up]}
    cards: dict[HtmlElement, int] = {}
    for block, ups in zip(blocks, paths, strict=True):
        if block.kind == "heading" and block.linked >= 0.9 * len(block.text) and _leads_inside(block, domain):
            for up in ups:
                if up not in common:
                    cards[up] = cards.get(up, 0) + 1
    river = {up for up, count in cards.items() if size[up] - linked[up] < 400 * count and up.tag in _CARD_TAGS}
    if sum(len(block.text) for block, ups in zip(blocks, paths, strict=True) if not river.isdisjoint(ups)) < RIVER_SHARE * sum(len(block.text) for block in blocks):
        refused |= river
    return [block for block, ups in zip(blocks, paths, strict=True) if refused.isdisjoint(ups)]


def _leads_inside(block: Block, domain: str) -> bool:
    """Whether a block's first link leads to a page of the same publisher."""
    address = next((run.href for run in block.runs if run.href), "")
    return "//" not in address or domain in address.split("?")[0]


def _points_elsewhere(block: Block, domain: str) -> bool:
    if block.kind in ("row", "code"):
        return False
    text = block.text
    if block.linked and block.linked >= 0.9 * len(text):
        return not block.items and (block.kind == "paragraph" or _leads_inside(block, domain))
    if _POINTERS.match(text) and len(text) < 250:
        return bool(block.linked) or block.kind == "heading" or not _END.search(text) or len(text) < 40
    if block.kind == "heading":
        return len(text) < 40 and bool(_NOTICES.match(text))
    if len(text) < 250 and _PAYWALL.search(text):
        return True
    if _NOTICES.match(text):
        return len(text) < 200 and not block.items
    if _IMPERATIVES.match(text):
        return len(text) < 250 and block.linked > 0 or len(text) < 50 and not block.items and not _END.search(text)
    return len(text) < 60 and not block.items and not _END.search(text) and _dated(text)


def _dated(text: str) -> bool:
    """Whether a short text is little more than a date or time."""
    rest = _DATE.sub("", text)
    return len(rest) < len(text) and (len(rest.split()) < 6 or sum(c.isdigit() for c in text) * 4 > len(text))


def _is_prose(block: Block, least: int) -> bool:
    return block.size > least and block.linked < 0.5 * len(block.text) and not block.items and bool(_END.search(block.text))


def _without_sections(blocks: list[Block]) -> list[Block]:
    """Without what follows a heading like "About the author" or "Related", up to the next heading or the article's next paragraph."""
    total = sum(block.size for block in blocks)
    kept: list[Block] = []
    seen, dropping, related, least = 0, False, False, 0
    for block in blocks:
        seen += block.size
        title = block.kind == "heading" or len(block.text) < 60 and block.kind == "paragraph" and not block.items and (not _END.search(block.text) or block.text[-1] == ":")
        if title and seen > total * 0.5 and _SECTIONS.match(block.text):
            dropping, related = True, False
        elif title and _RELATED.match(block.text):
            dropping = related = True
            least = 120 if block.kind == "heading" else 30
        elif block.kind == "heading" and not block.linked or related and _is_prose(block, least):
            dropping = False
        if not dropping:
            kept.append(block)
    return kept


def _without_unstated(blocks: list[Block], stated: str) -> list[Block]:
    """Without paragraphs after the first stated one that a nearly whole statement of the text doesn't have."""
    due = "".join(_WORD.findall(stated.casefold()))
    if len(due) < 400:
        return blocks
    keys = ["".join(_WORD.findall(block.text.casefold())) for block in blocks]
    known = [one in due or len(one) > 80 and (one[:40] in due or one[-40:] in due) for one in keys]
    covered = sum(len(one) for one, is_known in zip(keys, known, strict=True) if is_known)
    if covered < STATED_SHARE * len(due):
        return blocks
    start = known.index(True)
    return [b for at, b in enumerate(blocks) if known[at] or at < start or b.kind != "paragraph" or b.items or b.quotes]


def is_sentence(block: Block) -> bool:
    """Whether a block reads as running text."""
    return block.kind in ("paragraph", "row", "code") and (block.size >= 80 or bool(_END.search(block.text)) and block.size > 30)


def _head(blocks: list[Block], title: str | None) -> list[Block]:
    """Everything up to a repetition of the headline goes; so do short bits before the first sentence."""
    due = key(title or "")
    start = next((at for at, block in enumerate(blocks) if is_sentence(block)), len(blocks))
    for at in range(min(start + 1, len(blocks))):
        if due and key(blocks[at].text) == due:
            return _head(blocks[at + 1 :], title)
    levels = {block.level for block in blocks[start:] if block.kind == "heading"}
    kept = [
        block
        for at, block in enumerate(blocks[:start])
        if block.kind == "heading" and (block.level > 1 and len(block.text) > 15 or at == start - 1 and block.level in levels)
    ]
    return [*kept, *blocks[start:]]


def _tail(blocks: list[Block]) -> list[Block]:
    end = len(blocks)
    while end and (_is_scrap(blocks[end - 1]) or _is_invitation(blocks[end - 1])):
        end -= 1
    return blocks[:end] if end else blocks


def _is_scrap(block: Block) -> bool:
    return not is_sentence(block) and not block.items and block.kind == "paragraph"


def _is_invitation(block: Block) -> bool:
    if block.kind != "paragraph" or not block.linked or len(block.text) > 300 or not _CHANNELS.search(block.text):
        return False
    return block.linked > 0.3 * len(block.text) or bool(_ASKS.search(block.text))


def _without_bare_headings(blocks: list[Block]) -> list[Block]:
    """Without headings at the end, after which nothing comes."""
    end = len(blocks)
    while end and blocks[end - 1].kind == "heading":
        end -= 1
    return blocks[:end]


def _standfirst(all_blocks: list[Block], kept: list[Block], title: str | None, declared: list[str]) -> list[Block]:
    """Blocks between the headline and the text that introduce it."""
    due = key(title or "")
    first = kept[0].order
    start = next((b.order for b in reversed(all_blocks[:first]) if due and key(b.text) == due or b.kind == "heading" and b.level == 1), None)
    lost = start is None
    if start is None:
        start = -1
    known = {key(text)[:60] for text in declared}
    taken = {key(block.text) for block in kept}
    found = []
    for block in all_blocks[start + 1 : first]:
        if not 40 <= block.size <= 1500 or block.linked > 0.3 * len(block.text) or _NOTICES.match(block.text) or _POINTERS.match(block.text):
            continue
        if key(block.text) in taken:
            continue
        named = any(_STANDFIRST.search(_CAMEL.sub("-", f"{e.get('class') or ''} {e.get('itemprop') or ''}").lower()) for e in (block.element, block.element.getparent()) if e is not None)
        if named or key(block.text)[:60] in known or not lost and block.kind == "paragraph" and _END.search(block.text):
            found.append(block)
            taken.add(key(block.text))
    return found
