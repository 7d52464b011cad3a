"""What a byline says: the names in it, without the words around them. Believing only; authors.py does the finding."""

from __future__ import annotations

import re

from pipelines.extract import east_asian_names
from pipelines.extract.cleaning import EAST_ASIAN, clean_text, word_set
from pipelines.extract.east_asian_names import has_label
from pipelines.extract.view import one_line

MAX_BYLINE = 300  # characters; a longer text isn't a byline
MAX_NAME = 60

# --- words around names, lower case ---------------------------------------------------------------

_PREFIX = re.compile(
    r"^(?:(?:exclusive|news|feature|features|review|guest post|a )\s+)?"
    r"(?:(?:opinion|analysis|comment|written|reported|posted|published|presented|produced|edited|compiled|story|report|words|text|"
    r"reporting|review|contributed) by"
    r"|(?:ein[e]?\s)?(?:kommentar|pressemitteilung|meldung|beitrag|artikel|gastbeitrag|interview|essay|kolumne|glosse|rezension|"
    r"reportage|analyse|bericht|text|geschrieben|verfasst|veröffentlicht|erstellt|protokoll|leitartikel|gastkommentar) von"
    r"|(?:écrit|publié|texte|rédigé|propos recueillis|article|analyse|reportage) par|(?:escrito|publicado|texto|redactado|escrita|"
    r"publicada) por"
    r"|(?:scritto|testo|articolo) da|a cura di|(?:geschreven|tekst) door|(?:skrevet|tekst|publisert) (?:av|af)|(?:skriven|text) av"
    r"|by|von|par|por|di|door|av|af|przez|deur|от|por:|от:|yazan|napisała?)(?:\s*:\s*|\s+)"
    r"|^(?:author|authors|by|byline|von|par|por|di|door|av|af|text|texte|texto|testo|tekst|teksti|words|autor|autorin|autoren|"
    r"autora|autore|autori|autores|autorzy|auteur|"
    r"autors|autorius|avtor|penulis|oleh|tác giả|szerző|írta|piše|höfundur|συντάκτης|"
    r"auteurs|redaktion|redacción|redazione|автор|авторы|текст|yazar|yazan|haber|muhabir|toimittaja|kirjoittaja|journalist|reporter|"
    r"writer|skribent|"
    r"fonte|source|quelle|zdroj|作者|記者|记者|责任编辑|责编|責任編輯|編輯|编辑|执笔|執筆|采写|採訪|撰文|文/图|文／图|文|著者|筆者|取材・文|글|기자|작성자|글쓴이|źródło|tekijä|forfatter|skribent|opracowanie|"
    r"oprac\.)\s*[:：=/／・]\s*",
    re.I,
)
_ROLE = re.compile(
    r"\b(?:\w{0,20}(?:leiter|sprecher|redakteur|reporter|korrespondent|journalist|volontär)(?:in|innen)?|reporters?|correspondents?|"
    r"editors?|writers?|journalists?|columnists?|contributors?|contributing|producers?|"
    r"photographers?|staff|freelancer?|"
    r"chief|director|professor|analyst|anchor|presenter|bureau|founder|co-founder|ceo|cto|president|fellow|researcher|scientist|"
    r"lecturer|critic|blogger|host|manager|"
    r"redakteur(?:in|e)?|redakteurin|reporterin|korrespondent(?:in|en)?|volontär(?:in)?|autorin|journalistin|chefredakteur(?:in)?|"
    r"ressortleiter(?:in)?|kolumnist(?:in)?|leiter(?:in)?|"
    r"mitarbeiter(?:in)?|chefreporter(?:in)?|redaktor(?:in)?|ressort|politikredakteur(?:in)?|wirtschaftsredakteur(?:in)?|"
    r"journaliste|correspondante?|rédact(?:eur|rice)|grand reporter|chef|chroniqueu(?:r|se)|envoyée?|reporteri|"
    r"periodista|corresponsal|redactora?|colaboradora?|jefe|jefa|columnista|enviad[oa]|giornalista|corrispondente|inviat[oa]|"
    r"redattore|redattrice|vicedirettore|direttore|"
    r"jornalista|repórter|correspondente|editora?|colunista|redacteur|verslaggever|correspondent(?:e)?|"
    r"journalist(?:en)?|korrespondent|fotograf(?:in)?|nyhetsjournalist|redaktør|dziennikarz|dziennikarka|redaktor(?:ka)?|"
    r"korespondent(?:ka)?|reporterka|publicysta|"
    r"toimittaja|kirjeenvaihtaja|päätoimittaja|muhabiri?|yazarı?|editörü?|корреспондент|журналист|редактор|обозреватель|redaktor|"
    r"šéfredaktor|komentátor)\b",
    re.I,
)
_DATELIKE = re.compile(
    r"\d{2,}|\d[:./-]\d|\d\s*(?:min|h|std|hours?|days?)\b|\d\s*[年月日時时]|\b(?:updated|published|posted|modified|veröffentlicht|aktualisiert|"
    r"publié|modifié|mis à jour|publicado|"
    r"actualizado|pubblicato|aggiornato|gepubliceerd|bijgewerkt|publisert|oppdatert|publicerad|uppdaterad|opublikowano|aktualizacja|"
    r"ago|uhr|lesezeit|yesterday|heute|gestern|today|"
    r"monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b",
    re.I,
)
_NOISE = re.compile(
    r"^(?:more|read|see|view|all|about|über|mehr|sign|log|listen|watch|print|save|copy|tips|here|click|this|contact|connect|join|learn|discover|explore|bio|link|what|"
    r"how|why|when|where|our|your|we|the numbers)\b"
    r"|\b(?:follow|share|subscribe|comments?|email|e-mail|twitter|facebook|instagram|linkedin|bluesky|mastodon|whatsapp|profile|"
    r"posts|stories|articles|newsletter|photos?|picture|image|"
    r"folgen|teilen|suivre|seguir|segui|volg|følg|photograph|getty|foto|fotos|others?|agenc(?:y|ies|ias?|es)|agências|"
    r"agenzie|agentur(?:en)?|beiträge|related|und andere|weitere|autres|"
    r"otros|altri|anderen|andre|copyright|login|avatar|portrait|"
    r"unknown|anonymous|none|null|undefined|n/a|no author)\b|https?:|www\.|[@#©]",
    re.I,
)
_CMS_USER = re.compile(
    r"^(?:admin\w*|administrator|webmaster|web ?admin|root|user\d*|editor\d*|guest|author|autor|default|wordpress|wp-?admin|"
    r"superuser|staff|test|redaktion|redaktor|redaktør|"
    r"redaktionen|redactie|redacción|redaccion|redazione|rédaction|redaktionsteam|online-?redaktion|newsroom|news ?desk|web ?desk|"
    r"content|cms|publisher|manager|developer|super ?admin|super user|user admin|admin user|test user|end user|user|username|user name|"
    r"name|names|your name|full ?name|first ?name|last ?name|first ?name last ?name|display name|nickname|author ?name|name of author|"
    r"story|stories|article|post|"
    r"administrateur|administrador|amministratore|administratör|beheerder|rédacteur|webmestre|администратор|админ|"
    r"管理员|管理者|未知|佚名|匿名|网络整理|網絡整理|网络|編集部|编辑部|編輯部|관리자|운영자|"
    r"dev|nachrichten|noticias|nouvelles|notizie|actualité|aktuell|aktuelles|nieuws|nyheter|wiadomości|haber|haberler|homepage|"
    r"sport|sports|politik|politics|support|info|contact|editorial|editorial team|anónimo|anonym|anonymous|anonyme|agencies|"
    r"agencias|system|site ?admin|creator|fail|online|web|news)$",
    re.I,
)
AGENCIES = word_set(
        "afp ap reuters dpa apa sda ansa efe lusa anp belga pti ani ians tass interfax ukrinform pap čtk ctk tt ntb ritzau sid epd kna "
        "afx upi bloomberg xinhua kyodo jiji yonhap aap cp sapa stt bns elta mti tanjug hina sta dts adnkronos agi aa iha "
        "dha bbc cnn npr rnd ") | {
    "associated press", "the associated press", "agence france-presse", "deutsche presse-agentur", "press association", "pa media",
    "the canadian press",
    "canadian press", "press trust of india", "europa press", "news agency", "dpa/afp", "kyodo news", "xinhua news agency",
    "agenzia ansa", "agencia efe", "ria novosti",
    "bbc news", "fox news", "bloomberg news", "tribune news service", "the conversation", "propublica", "kaiser health news",
    "news wires", "stuff reporters",
}  # fmt: skip

_SUFFIX = re.compile(
    r"^(?:jr|sr|ii|iii|iv|md|m\.d|phd|ph\.d|dr|dds|rn|mba|mph|ma|m\.a|msc|ms|bsc|ba|esq|cpa|cfa|rd|rdn|do|jd|j\.d|lcsw|psyd|obe|mbe|"
    r"cbe|mp|rn-bc|dvm|np|pharmd)\.?$",
    re.I,
)
_PARTICLES = word_set(
    "de da do dos das del della di du des la le las los van von der den zu zum zur ter ten te af av el al bin ibn ben y e i dalla "
    "degli san st st. 't op 'd d' vander vanden mac "
)
_AND = re.compile(r"\s+(?:and|und|et|y|e|en|og|och|ja|ve|oraz|i|и|a|&|\+|with|mit|avec|con|med)\s+|\s*[&＆]\s*", re.I)
_CONJUNCTION = re.compile(r"^(?:[Aa]nd|AND|[Uu]nd|UND|[Ee]t|ET|[Oo]raz|y|e|i|en|og|och|ja|ve|и|та|&|with|mit|avec)\s+(?=[^\W\d_a-zà-ÿа-я])")
_GLUED_AGENCY = re.compile(
    r"(?<=\w)\s+(?:Reuters|Bloomberg|AFP|AP|dpa|DPA|CNN|BBC|EFE|ANSA|UPI|NPR|PTI|"
    r"(?:The )?Associated Press|Agence France-Presse|Bloomberg News)$"
)
_DATED_TAIL = re.compile(
    r"\s+(?:published|updated|posted|publisert|oppdatert|publicerad|uppdaterad|udgivet|opdateret|veröffentlicht|aktualisiert|"
    r"publié|mis à jour|publicado|"
    r"actualizado|pubblicato|aggiornato|gepubliceerd|bijgewerkt|opublikowano|aktualizacja|julkaistu|päivitetty|güncelleme|опубликовано|обновлено)\b.*$"
    r"|\s+(?:fotos?|photos?|photography|photographs?|bild(?:er)?|fotograf|pictures?|illustrations?|video|grafik|images?|dessins?|foto's)\s*(?::|(?:by|von|par|av|af|di)\b).*$",
    re.I,
)
_EMPLOYERS = re.compile(
    r"\b(?:university|universität|université|universidad|universidade|università|universiteit|institut[eo]?|"
    r"college|school of|department of|center for|centre for|"
    r"foundation|stiftung)\b"
    r"|\b(?:herald|times|tribune|gazette|journal|chronicle|news|newspapers?|zeitung|nachrichten|magazine?)$"
    r"|^(?:AP|AFP|CNN|BBC|NBC|CBS|ABC|Fox|Sky|Reuters|Bloomberg) (?:business|politics|sports?|news|tech|technology|travel|world|health|"
    r"style|money|digital|entertainment|investigations|features|opinion)$",
    re.I,
)  # behind a person: whom they work for
_HOST = re.compile(r"(?<=\w)\s+(?:[\w-]+\.)+(?:com|net|org|info|news|tv|[a-z]{2})$", re.I)
_AT_CITY = re.compile(r"\s+(?:in|from|aus|à|at)\s+[A-ZÀ-Þ]\w+(?:[\s-][A-ZÀ-Þ]\w+)?$")
_BOTH_GENDERS = re.compile(r"^(autor|redakteur)[/*:_]-?in(?:nen)?\b", re.I)
_STRONG = re.compile(r"\s*(?:[;|•●▪\n]|\s·\s)\s*")
_WEAK = re.compile(r"\s*[/／]\s*|\s+[–—-]\s+|\s*[、，]\s*")  # these stand inside names of organisations too
_PLACE = re.compile(r"\s+(?:in|aus|à|au|en|i|at|from|fra|från|uit|near|reporting|w|z|em|a|für|for|of|pour|über|,)\s+(?=[^\s]).*$")
_DATE_TAIL = re.compile(r"\s+(?:(?:on|le|am|el|il|op|den|dne|dnia|em)\s+)?\d.*$", re.I)
_LOWER_TAIL = re.compile(
    r"\s+(?:is|ist|war|was|has|hat|writes|skrifar|schreibt|on|am|um|para|berichtet|reports|contributed|follow)\b.*$", re.I
)
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,32})+|(?<!\w)@+\w{1,40}|https?://\S+")
_WITH = re.compile(r"\s*\((?:avec|with|mit|con|met|med|com)\s([^()]{3,80})\)", re.I)
_BRACKETS = re.compile(r"\s*[(\[（【<][^()\[\]（）【】<>]{0,120}[)\]）】>]")
_CITIES = frozenset((
    "new york", "los angeles", "san francisco", "hong kong", "tel aviv", "new delhi", "são paulo", "sao paulo", "buenos aires",
    "mexico city", "cape town", "kuala lumpur", "abu dhabi",
    "rio de janeiro", "st. petersburg", "sankt petersburg", "washington dc", "washington d.c.", "den haag", "the hague", "las vegas",
    "san diego", "new orleans", "addis ababa", "sri lanka",
    "united states", "united kingdom", "south africa", "new zealand", "frankfurt am main", "bad homburg", "san josé", "santo domingo",
    "panama city", "phnom penh", "saudi arabia",
))  # fmt: skip
_NEVER_FIRST = word_set("em en in à aus from at the and und et y our your this ")
_PATH = re.compile(r"^/|^[^\s/]+/[^\s/]+/|^[\w-]+\.\w+/")
_COLLECTIVE = re.compile(r"\b(?:staff|team|bureau|desk|newsroom)$|^(?:our|the|special|from)\b", re.I)
_EMPLOYER = re.compile(r"(?<=\w)\s+(?:for|per|für)\s+(?:the\s+)?[A-Z][\w.]*(?:\s[A-Z][\w.]*){0,2}$", re.I)
_LEGAL_FORM = re.compile(r"\s(?:sp\.?\s?z\s?o\.?\s?o|s\.?r\.?l|s\.p\.a|s\.a|gmbh|e\.\s?v|a/s|a\.s|s\.r\.o|ltd|inc|llc|plc)\.?$", re.I)
_POSSESSIVE = re.compile(r"^[^\s'’]{3,}['’]s\s")  # a paper's desk: World's Editorial


def read_byline(raw: str, stated: bool = False) -> list[str]:
    """The names in a byline, in order, each once; [] where it holds none.

    ``stated``: the text is given as the author's name by machine-readable data, so that a single word,
    a lower-case or an odd name is believed; visible text must look like names.
    """
    text = clean_text(raw.replace("\n", " ; ") if not stated else raw)
    if not text or len(text) > MAX_BYLINE:
        return []
    if EAST_ASIAN.search(text[:40]) and (labelled := east_asian_names.labelled_names(text)):
        return labelled
    has_asian_label = has_label(text)
    text = strip_prefix(text.strip("([（【)]）】")) if has_asian_label else text
    text = _WITH.sub(r", \1", text)
    text = _DATED_TAIL.sub("", one_line(_EMAIL.sub(" ", _BRACKETS.sub(" ", text))))
    if _PATH.match(text):
        return []
    text = _BOTH_GENDERS.sub(r"\1", text)
    if stated and _LEGAL_FORM.search(text) and "," not in text:
        return [text]
    pieces = [piece.strip() for piece in _STRONG.split(text)]
    if not stated and len(pieces) == 3 and "|" in text and _DATELIKE.search(pieces[2]):
        del pieces[1]  # name | city or section | date
    parts = [part for piece in pieces for part in _split_weak(piece, stated) if part]
    names: dict[str, str] = {}
    for part in parts:
        for name in _part(part, stated):
            names.setdefault(name.casefold(), name)
    found = list(names.values())
    if not stated and len(found) > 1 and not has_asian_label:
        found = [name for name in found if not EAST_ASIAN.search(name)]  # words of a box beside the story, not names
    if stated and len(found) > 1:
        found = [name for name in found if not (_ROLE.search(name) or _NOISE.search(name) or _DATELIKE.search(name))] or found[:1]
    if not found and not stated and has_prefix(text):
        rest = re.split(r"[,;|]", strip_prefix(text), maxsplit=1)[0].strip(" .:-")
        found = [rest] if re.fullmatch(r"[A-ZÀ-Þ]{2,6}", rest) else []
    return found


def _split_weak(part: str, stated: bool) -> list[str]:
    """Parts at slashes and dashes; a stated name stays whole unless what stands between them are names, agencies or roles."""
    sides = [side.strip() for side in _WEAK.split(part)]
    if len(sides) < 2:
        return sides
    if east_asian_names.names_reporter(sides[0]):
        return sides[:1] if len(sides) == 2 else sides
    plain = [strip_prefix(side) for side in sides]
    if (
        len(sides) == 2
        and looks_like_name(plain[0])
        and not is_agency(plain[0])
        and plain[1].istitle()
        and " " not in plain[1]
        and not is_agency(plain[1])
    ):
        return sides[:1]  # the city
    if stated and not (
        looks_like_name(plain[0]) and all(looks_like_name(side) or _ROLE.search(side) or "," in side or _AND.search(side) for side in plain)
    ):
        return [part]
    return sides


def _part(part: str, stated: bool) -> list[str]:
    """Names of one strong part (no ``|``, ``;`` or spaced dash inside)."""
    part = strip_prefix(part)
    pieces = [piece.strip() for piece in part.split(",") if piece.strip()]
    if stated and len(pieces) == 2 and _is_inverted(pieces):
        return [f"{pieces[1]} {pieces[0]}"]
    found: list[str] = []
    for at, piece in enumerate(pieces):
        if found and _SUFFIX.match(piece):
            continue
        if found and _ROLE.search(piece) and not _AND.search(piece):
            break  # the role after a name, and the employer after the role
        if found and (
            piece.casefold() in _CITIES
            or _CONJUNCTION.sub("", piece).split()[0] in _NEVER_FIRST
            or (_EMPLOYERS.search(piece) and not is_agency(piece))
        ):
            continue
        for name in _split_and(piece, stated):
            name = tidy(name, stated)
            if not name or not (believable(name) if stated else looks_like_name(name)):
                continue
            if (at > 0 or found) and len(name.split()) == 1 and not is_agency(name) and not EAST_ASIAN.search(name):
                continue  # a city or a desk after the name
            found.append(name)
    return found


def _is_inverted(pieces: list[str]) -> bool:
    """``Last, First``: one word (with particles) before the comma, one or two given names after it."""
    last, given = pieces[0].split(), pieces[1].split()
    real = [word for word in last if word.casefold() not in _PARTICLES]
    if len(real) != 1 or not 1 <= len(given) <= 3 or _SUFFIX.match(pieces[1]) or is_agency(pieces[0]) or is_agency(pieces[1]):
        return False
    return looks_like_name(f"{pieces[1]} {pieces[0]}") and not _ROLE.search(pieces[1]) and not pieces[0].isupper()


def _split_and(piece: str, stated: bool) -> list[str]:
    sides = [side.strip() for side in _AND.split(piece) if side and side.strip()]
    if len(sides) < 2:
        return [piece]
    if all(EAST_ASIAN.search(side) and len(side) > 1 for side in sides):
        return sides
    if all(len(side.split()) >= 2 or is_agency(side) for side in sides) and any(len(side.split()) >= 2 for side in sides):
        organisation = (
            stated and any(is_agency(side) for side in sides) and not any(looks_like_name(side) and not is_agency(side) for side in sides)
        )
        return [piece] if organisation else sides
    if len(sides[0].split()) >= 2 and (_NOISE.search(sides[-1]) or sides[-1][:1].isdigit() or _ROLE.search(sides[-1])):
        return sides[:-1]
    return [piece]


def strip_prefix(text: str) -> str:
    """The text without ``By``, ``Von``, ``Texte par`` and their like before it."""
    for _ in range(3):
        stripped = _PREFIX.sub("", text, count=1).strip()
        if stripped == text:
            break
        text = stripped
    return text


def has_prefix(text: str) -> bool:
    return bool(_PREFIX.match(text))


def tidy(name: str, stated: bool = False) -> str:
    """One name without places, roles behind it, quotes and stray punctuation."""
    name = _CONJUNCTION.sub("", strip_prefix(name.strip()))
    if looks_like_name(bare := _EMPLOYER.sub("", name)):
        name = bare
    if looks_like_name(bare := _HOST.sub("", name)):
        name = bare
    if stated and looks_like_name(bare := _AT_CITY.sub("", name)):
        name = bare
    if not stated or len(name.split()) > 4:
        for tail in (_DATE_TAIL, _LOWER_TAIL, _PLACE):
            cut = tail.sub("", name)
            if len(cut.split()) >= 2:
                name = cut
    if role := _ROLE.search(name):
        before = [] if _COLLECTIVE.search(name) else name[: role.start()].split()
        if not stated and before and is_agency(before[0]):
            return ""  # an agency's desk: AP Technology Writers
        after = name[[match.end() for match in _ROLE.finditer(name)][-1] :].strip(" :").split()
        if len(before) >= 2 and looks_like_name(" ".join(before)):
            name = " ".join(before)
        elif len(after) >= 2 and after[0][:1].isupper():
            name = " ".join(after)
    if EAST_ASIAN.search(name):
        name = east_asian_names.bare(name)
    if len(bare := _GLUED_AGENCY.sub("", name)) < len(name) and looks_like_name(bare):
        name = bare
    name = name.strip(' ,:;–—-|*"“”„«»' if stated else " ,:;–—-|*\"'“”„«»")
    return name if len(name.rsplit(" ", 1)[-1]) <= 4 else name.rstrip(".")  # Jr. and initials keep their dot


def is_agency(name: str) -> bool:
    return name.casefold().strip(" .") in AGENCIES


def believable(name: str) -> bool:
    """Whether machine-readable data may call an author so."""
    if (
        not 2 <= len(name) <= MAX_NAME
        or not any(c.isalpha() for c in name)
        or "://" in name
        or name.startswith(("www.", "/", "{", "@", "#"))
    ):
        return False
    if _CMS_USER.match(name) or re.search(r"\b(?:null|undefined|none|unknown)\b", name, re.I):
        return False
    return len(name.split()) <= 8 and not (re.search(r"\d{1,2}:\d{2}|\b20\d\d\b", name))


def looks_like_name(name: str) -> bool:
    """Whether visible text has the shape of a person's name (or is a news agency)."""
    if is_agency(name):
        return True
    if not believable(name) or _DATELIKE.search(name) or _NOISE.search(name) or _ROLE.search(name) or re.search(r"[!?:\"<>{}=_%$€£]", name):
        return False
    start = name.split()[0].casefold()
    if (
        name.casefold() in _CITIES
        or _POSSESSIVE.search(name)
        or start in _NEVER_FIRST
        or (len(name.split()) == 2 and start in ("do", "da", "dos", "das", "die", "der"))
    ):
        return False
    if EAST_ASIAN.search(name):
        return east_asian_names.looks_like_name(name)
    words = name.split()
    if not 2 <= len(words) <= 6 or len(name) > 50:
        return False
    proper = [word for word in words if word[:1].isupper() or not (word[:1].islower() or word[:1].isdigit())]
    others = [word for word in words if word not in proper]
    return len(proper) >= 2 and all(word.casefold().strip(".") in _PARTICLES or "'" in word or "’" in word for word in others)
