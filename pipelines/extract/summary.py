"""A stated summary made believable: what stands around it goes, what says nothing of the story is refused."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pipelines.extract.cleaning import clean_text, key
from pipelines.extract.slogans import is_slogan

MOST = 5000  # characters of a statement that are read
FEW = 12  # letters and figures; less is no summary, unless it is Chinese, Japanese or Korean
PLACE_CHARS = 60  # the longest "CITY, site - " before the first words
FEW_WORDS = 3  # in capitals: a name or a rubric
LEAST_LEFT = 20  # characters that a cut must leave

_DASHES = "-–—|｜:：·•»›"
_WORD = re.compile(r"\w+")
_LABEL = re.compile(r"^(?:pdf|mp[34]|podcast|video|download|audio)\b.{0,30}$|^\+\+.{0,60}\+\+$", re.I)
WIDE = re.compile(r"[\u3040-\u9fff\uac00-\ud7af]")
_CJK_RUN = re.compile(r"[\u3040-\u9fff\uac00-\ud7af]{6}")
_MORE = re.compile(
    r"\s*(?:\[\s*)?(?:(?<![^\W\d_])(?:read (?:more|on|the full (?:story|article))(?: (?:on|at|here)\b.{0,40})?|"
    r"continue reading(?: .{0,120})?|click here(?: .{0,60})?|learn more|find out more|see more|"
    r"full story|subscribe(?: now)?|weiterlesen|mehr (?:dazu|lesen|erfahren)|jetzt lesen|lire la suite(?: .{0,60})?|lire plus|"
    r"en savoir plus|leer más|seguir leyendo|sigue leyendo|leggi (?:tutto|di più|anche)|"
    r"continua a leggere|leia mais|saiba mais|lees (?:meer|verder)|czytaj (?:więcej|dalej)|läs mer|læs mere|les mer|lue lisää|"
    r"devamını oku|devamı için tıklayın|читать далее|подробнее|číst dále|více)|"
    r"続きを読む|閱讀更多|阅读更多|查看全文|阅读全文|閱讀全文|\[详细\]|더 ?보기)\s*[.!»›>→…]*\s*\]?\s*$",
    re.I,
)
_APPEARED = re.compile(
    r"\s*(?:The post .{1,300} (?:appeared first on|first appeared on) .{1,100}|Der Beitrag .{1,300} erschien zuerst auf .{1,100}|"
    r"L.article .{1,300} est apparu en premier sur .{1,100}|"
    r"La entrada .{1,300} se publicó primero en .{1,100}|L.articolo .{1,300} proviene da .{1,100})$",
    re.I,
)
_BYLINE = re.compile(r"^(?:by|von|par|por|di|door|av|af)\s[^|.]{3,60}\s\|\s+", re.I)
_DATELINE = re.compile(
    r"^(?:(?:[A-ZÀ-Þ][\w .,'’/À-ÿ-]{1,70}\s)?\((?:reuters|ap|afp|dpa(?:-afx)?|efe|ansa|lusa|pap|ots|cnn|anp|sda|apa|tass|xinhua|upi|pti|"
    r"ani|ians|adnkronos|askanews|bloomberg|afx|nhk|vna|yonhap|kyodo|cna|bernama|antara|anadolu|aa|belga|ritzau|ntb|mti|čtk|agerpres|hina|interfax|"
    r"business ?wire|globe newswire|(?:[A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?))(?:/[\w ]{1,20})?\)\s*(?:[-–—]+|\.\s?-)\s*"
    r"|[A-ZÀ-Þ][\w .,'’/À-ÿ-]{1,50}\s/PRNewswire(?:-\w{1,20})?/\s*[-–—]+\s*"
    r"|[A-ZА-ЯЁ][\w ,.-]{2,40}[ ./](?:/?(?:tass|тасс)/\.?|[-–—] (?:риа новости|тасс|интерфакс|укринформ)[.,]?)\s+"
    r"|[\[(（［【][^\])）］】]{0,30}(?:=|＝|新聞|ニュース|通信|ロイター|共同|時事|AFP|CNN|ＡＰ|ブルームバーグ|新華社|뉴스|연합)[^\])）］】]{0,20}[\])）］】]\s*(?:[-－―=]\s*|[가-힣]{2,4}\s?기자\s?=\s*)?)",
    re.I,
)
_DAY = (
    r"(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{2}-\d{2}|\d{1,2}(?:st|nd|rd|th|\.)? (?:de |d’|d')?[^\W\d_]{3,12}\.?,? (?:de )?\d{4}"
    r"|[^\W\d_]{3,12}\.? \d{1,2},? \d{4}|\d{4}年\d{1,2}月\d{1,2}日)"
)
_FURNITURE = re.compile(  # what systems print above a story's first words
    r"^\s*(?:[•►▶▸●■◆★☆*»›]+\s+|getting your trinity audio player ready\W*"
    r"|(?:estimated )?read(?:ing)? time\W{0,3}\d{1,3}\s*(?:min(?:ute)?s?)?\b\W*|\d{1,3}\s*min(?:ute)?s? read\b\W*"
    r"|(?:lesedauer|lesezeit|temps de lecture|tiempo de lectura|tempo di lettura|tempo de leitura|leestijd|czas czytania|lästid"
    r"|læsetid|lesetid)"
    r"\W{0,3}\d{1,3}\s*(?:min\w{0,7})?\b\W*"
    r"|post views\W{0,3}[\d.,]{1,9}\s+|audio by carbonatix\W*|listen to (?:this |the )?(?:article|story)\b[\s\d:.–—-]*"
    r"|(?:advertisement|anzeige|publicidad|publicité|pubblicità|publicidade|reklam[ae]?)\b\s*[-–—:.]*\s+"
    r"|(?:summary|abstract|synopsis|zusammenfassung|résumé|resumen|riassunto|resumo|samenvatting|摘要|导读|内容提要|核心提示)\s?[:：]\s*"
    r"|(?:[A-Z][\w&]{1,20}\s){0,2}news:\s+"
    r"|(?:(?:share|tweet|print|e-?mail|pin|save|facebook|twitter|whatsapp|linkedin|pinterest|reddit)"
    r"\b[\s|•·:]{0,3}(?:this |on |article |story )?){3,20}"
    rf"|(?:submitted|posted|written) by [^|]{{2,40}}? on (?:\w{{3,9}},? )?{_DAY}(?: - \d{{1,2}}:\d{{2}})?\s+"
    r"|[（(【]原(?:标题|標題|题)\s*[：:][^）)】]{1,80}[）)】]\s*"
    r"|点击进入[^>》]{0,40}(?:>>|》》?)\s*"
    rf"|(?:(?:first |last )?(?:published|posted|updated|publié|publicado|pubblicato|veröffentlicht|aktualisiert|stand"
    rf"|gepubliceerd|opublikowano)"
    rf"(?: on| le| el| il| em| am| op)?\s*:?\s+)?{_DAY}"
    rf"(?:,?\s+(?:at |um |à |a las |alle )?\d{{1,2}}[:.h]\d{{2}}(?:\s?[ap]\.?m\.?)?(?:\s[A-Z]{{2,4}})?)?"
    r"\s*(?:\s[-–—]|[|•·]|\.\s)\s*)",
    re.I,
)
_SHORTCODE = re.compile(
    r"\[caption[^\]]{0,300}\].{0,500}?\[/caption\]|\[/?(?:[a-z]+_[a-z_]+|caption|embed|gallery|video|audio|playlist|row|column|"
    r"dropcap|button|divider|spacer|quote|pullquote|youtube|tweet)(?:\s[^\]]{0,300})?/?\]",
    re.I,
)
_TEMPLATE = re.compile(
    r"^(?:read|watch|view|see|listen to|lesen sie|lisez|regardez|lea|lee|mira|leggi|guarda|leia|veja|lees|czytaj)\s+"
    r"[\"'“‘«„].{5,200}[\"'”’»“]\s+(?:on|at|in|from|bei|auf|sur|en|su|em|op|na)\s+.{2,40}?[.:]\s+",
    re.I,
)
_INVITES = re.compile(
    r"^(?:read|get|find|discover|follow|check|stay|visit|watch|see|explore|lesen|erfahren|alle|mehr|retrouvez|découvrez|suivez|lisez|lee|"
    r"entérate|descubre|conoce|sigue|leggi|scopri|segui|leia|veja|confira|saiba|lees|czytaj|sprawdź|zobacz|läs|læs|les|читайте|подробности)\b",
    re.I,
)
_FLATTENED = re.compile(  # captions, credits and disclaimers that ran together with the text that follows
    r"^[（(【]?(?:本文)?原(?:标题|標題|题)\s*[：:]|^(?:摄影|攝影|图片来源|图源|来源|來源|作者|编辑|責任編輯|责任编辑|记者|相关(?:新闻|阅读|报道)|原创)\s*[：:]"
    r"|^(?:图|文|图文)\s*[/／]|^【?免责声明|^【?(?:声明|聲明)】?[：:]"
    r"|^(?:photo|foto|image|picture|photograph|bild|crédits? photo|fotografía|fotografia|kuva|bilde|фото)"
    r"(?: credit| source)?(?: by\s|\s*[:©/])"
    r"|^(?-i:FILE) ?[-–—]|^image source\b|^(?:file|stock) photo\b",
    re.I,
)
_SCRAP = re.compile(
    r"function\s?\([\w, ]{0,60}\)\s?\{|\bdocument\.(?:write|create|get)\w{0,30}\(|\bwindow\.\w{1,40} ?=|\bvar \w{1,40} ?="
    r"|[.#][\w-]{1,60}\s?\{[^{}]{0,80}:|@media\b[^{}]{0,80}\{|\{\{|%%|\[object "
    r"|[\w-]{1,60}=(?:\\|\"\w|'\w)"
    r"|^(?:strict standards|warning|notice|deprecated|fatal error): .{1,300} on line \d|^(?:undefined|null|none|n/a|placeholder)\W*$",
    re.I,
)
_CONSENT = re.compile(
    r"\b(?:(?:we|this (?:web)?site|our (?:web)?site) uses? cookies|accept (?:all )?cookies|cookie (?:policy|settings|consent|"
    r"preferences)|verwende[nt] (?:wir )?cookies|cookies zu\b|(?:cookies|alle|alles) akzeptieren|"
    r"utilisons des cookies|utilise des cookies|utilizamos cookies|utiliza cookies|utilizziamo (?:i )?cookie|utilizza (?:i )?cookie|"
    r"gebruik(?:t|en) (?:van )?cookies|używamy (?:plików )?cookies?|"
    r"enable javascript|without javascript|javascript is (?:disabled|required)|your browser (?:does not|doesn't|is)|(?:disable|"
    r"turn off) your ad ?blocker|verify you are (?:a )?human|access denied)\b",
    re.I,
)
_MARKDOWN = re.compile(r"\[([^\[\]]{1,200})\]\(https?://[^()\s]{1,300}\)|(?<!\w)(?:\*\*|__)(?=\S)|(?<=\S)(?:\*\*|__)(?!\w)")
_TAIL = re.compile(r"(?:\s+(?:https?://\S{1,300}|pic\.twitter\.com/\w{1,20}))+\s*$|(?:\s+#[^\W\d_]\w{0,40}){2,20}\s*$")
_STOPS = (".", "!", "?", "。", "！", "？", "…", "”", '"', "»")
_DASH = re.compile(r"\s[-–—]{1,2}\s+")
_HOST = re.compile(r"\b[\w-]{2,30}\.(?:com|co\.id|id|co|vn|net|org|in|my|ph)\b", re.I)
_ADDRESS = re.compile(r"^(?:https?://\S{1,300}\s+)+")
_LOST_BEFORE = re.compile(
    r"\b((?:[ldjmnstcLDJMNSTC]|qu|[Uu]n|[Dd]?[Dd]ell|[Nn]ell|[Dd]all|[Aa]ll|[Ss]ull|[Qq]uest|[Qq]uell))\?(?=[a-zà-ÿ])"
)
_LOST_AFTER = re.compile(r"(?<=[a-z])\?(?=(?:s|t|re|ve|ll|d|m)\b)")
_LOST_SIGN = re.compile(r"(?<=[^\W\d_])\ufffd(?=[^\W\d_])")
_LIST_SIGN = re.compile(r"\s*[,，、;；]\s*")
_SENTENCE = re.compile(r"[.!?。！？…]")
_LAST_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=\S[^.!?]{5,160}(?:\.\w{2,10}[^.!?]{0,20})?[.!?]?$)")


@dataclass(frozen=True, slots=True)
class Known:
    """What the page says besides its summary."""

    headlines: tuple[str, ...]  # spellings of the headline, the longest first
    names: tuple[str, ...]  # of the publisher, and the domain
    refused: frozenset[str]  # keys of texts that are no summary
    keywords: frozenset[str]  # keys
    authors: frozenset[str]  # keys
    openings: tuple[str, ...]  # keys of the first lines of the text


def believe(raw: str, known: Known) -> str | None:
    """A cleaned summary, or None for what says nothing of the story."""
    text = clean_text(_LOST_SIGN.sub("’", raw[:MOST]))
    text = _SHORTCODE.sub(" ", text).strip() if "[" in text else text
    text = _kept(_ADDRESS.sub("", text), text)
    if any(sign in text for sign in ("](", "**", "__")):
        text = _kept(_MARKDOWN.sub(r"\1", text), text)
    if any(sign in text for sign in ("http", "pic.twitter", "#")):
        text = _kept(_TAIL.sub("", text), text)
    text = plain_start(text)
    if refusable(text) or text.startswith(("http://", "https://", "{", "<")):
        return None
    if any(word in text for word in ("appeared", "erschien", "apparu", "publicó", "proviene")):
        text = _APPEARED.sub("", text)
    text = plain_start(_TEMPLATE.sub("", text))
    text = _kept(_MORE.sub("", text), text)
    text = _without_site(text, known.names)
    if key(text) in known.refused:
        return None
    text = _without_keywords(_without_headline(text, known), known)
    text = _LOST_AFTER.sub("’", _LOST_BEFORE.sub(r"\1’", text)) if "?" in text else text
    text = text.strip(" |")
    if _says_nothing(text, known) or is_slogan(text, known.names, known.headlines, known.openings):
        return None
    return text


def refusable(text: str) -> bool:
    """A dialogue's words, code, or a caption, credit or disclaimer that runs on into the text."""
    trail = text.count("»") + text.count("›") + text.count(" > ")
    return bool(_CONSENT.search(text) or _SCRAP.search(text) or _FLATTENED.search(text)) or (trail >= 3 and len(text) < 50 * trail)


def plain_start(text: str) -> str:
    """Without the byline, agency, day, reading time and the like in front of the first words."""
    for _ in range(3):
        shorter = _FURNITURE.sub("", _DATELINE.sub("", _BYLINE.sub("", text))).strip()
        if shorter == text:
            break
        text = shorter
    return text


def stripped_names(names: Iterable[str], domain: str) -> tuple[str, ...]:
    """The names that can be looked for in a text, the longest first."""
    return tuple(sorted({*(name for name in names if len(key(name)) >= 3), domain}, key=len, reverse=True))


def _kept(shorter: str, text: str) -> str:
    return shorter if len(shorter) >= LEAST_LEFT else text


def _says_nothing(text: str, known: Known) -> bool:
    letters = key(text)
    if len(letters) < FEW and not _CJK_RUN.search(letters):
        return True
    if len(key(re.sub(_DAY, " ", text))) < FEW and not _CJK_RUN.search(letters):
        return True
    if (text.isupper() and len(_WORD.findall(text)) <= FEW_WORDS) or letters in known.authors or _LABEL.search(text):
        return True
    return is_title(text, known) or is_list(text, 4)


def is_title(text: str, known: Known) -> bool:
    """Whether a text is the headline, or what it begins with."""
    letters = key(text)
    return letters in known.refused or (len(text) < 200 and len(letters) >= 8 and any(one.startswith(letters) for one in known.refused))


def is_list(text: str, least: int) -> bool:
    """Whether a text is a list of keywords: short items between commas, no sentence."""
    items = [item for item in _LIST_SIGN.split(text.strip(" ,;，、；")) if item]
    least -= bool(_wide(text)) and least > 2
    return len(items) >= least and not _SENTENCE.search(text) and all(len(item) <= (10 if _wide(item) else 24) for item in items)


def _wide(text: str) -> bool:
    return bool(WIDE.search(text))


def _without_headline(text: str, known: Known) -> str:
    low = text.casefold()
    for headline in known.headlines:
        if not low.startswith(headline.casefold()):
            continue
        rest = text[len(headline) :]
        bare = rest.strip(f" ,，.。{_DASHES}…")
        if is_list(bare, 2):
            return ""
        parted = re.match(r"\s*(?:[-–—]{2,}|\s[-–—]\s|[|｜:：»]|[.。]\s)", rest)
        if len(bare) < 2 * LEAST_LEFT and not (_wide(bare) and len(bare) >= LEAST_LEFT):
            continue
        if parted or (rest[:1].isspace() and any(line and key(bare).startswith(line) for line in known.openings)):
            return rest.lstrip(f" ,，.。{_DASHES}…")
    return text


def _without_keywords(text: str, known: Known) -> str:
    items = _LIST_SIGN.split(text) if known.keywords else []
    count = 0
    while count < len(items) - 1 and (not items[-1 - count] or key(items[-1 - count]) in known.keywords):
        count += 1
    if count < 2 or not all(len(item) < 40 for item in items[-count:]):
        return text
    at = len(text)
    for item in reversed(items[-count:]):
        at = text.rfind(item, 0, at) if item else at
    return text[:at].rstrip(" ,;，、；")


def _without_site(text: str, names: tuple[str, ...]) -> str:
    """Without the publisher's name set off at either end, and without a last sentence that sends readers to it."""
    low = text.casefold()
    for name in names:
        one = name.casefold()
        if low.endswith(one):
            shorter = text[: len(text) - len(name)].rstrip()
            if shorter.endswith(tuple(_DASHES)) and (shorter[-1] in "|｜»" or shorter[:-1].endswith(" ")):
                return _kept(shorter.rstrip(f" {_DASHES}"), text)
        if low.startswith((f"【{one}】", f"[{one}]", f"({one})", f"（{one}）")):
            return _kept(text[len(name) + 2 :].lstrip(f" {_DASHES}"), text)
    dash = _DASH.search(text[:PLACE_CHARS])
    place = text[: dash.start()] if dash else ""
    rest = text[dash.end() :] if dash else ""
    if (
        dash
        and len(place.split()) <= 6
        and (len(rest) >= 150 or rest.endswith(_STOPS))
        and (_HOST.search(place) or any(name.casefold() in place.casefold() for name in names))
    ):
        text = _kept(rest, text)
    parts = _LAST_SENTENCE.split(text)
    if (
        len(parts) > 1
        and _INVITES.match(parts[-1])
        and any(name in parts[-1] or ("." in name and name in parts[-1].casefold()) for name in names)
    ):
        return _kept(text[: len(text) - len(parts[-1])].rstrip(), text)
    return text
