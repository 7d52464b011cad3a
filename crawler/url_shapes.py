"""What an address alone tells of its page, by general signs: an article, a list of articles, a standing page, none to fetch."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal
from urllib.parse import SplitResult, unquote, urlsplit


def _listed(text: str) -> frozenset[str]:
    """The entries of a list that bars divide."""
    return frozenset(" ".join(one.split()) for one in text.split("|"))


STANDING_PAGES = _listed(
    """
    a-propos | about | about-us | accessibility | advertise | advertise-with-us | agb | aide | algemene-voorwaarden | aviso-legal |
    ayuda | careers | cgu | cgv | chi-siamo | colofon | condiciones | condiciones-de-uso | conditions-generales-utilisation |
    conditions-générales | condizioni-d-uso | contact | contact-us | contactez-nous | contacto | contactos | contato | contatti |
    cookie-policy | cookiebeleid | datenschutz | datenschutzerklaerung | datenschutzerklärung | disclaimer | faq |
    gizlilik-politikası | hakkımızda | help | hilfe | iletişim | impressum | imprint | informativa-privacy |
    informativa-sulla-privacy | integritetspolicy | jobs | kontakt | kontakta-oss | kontakty | legal | legal-notice | mediadaten |
    mentions-legales | mentions-légales | newsletter | newsletters | note-legali | nous-contacter | nutzungsbedingungen | o-nas |
    o-nás | om-os | om-oss | our-team | over-ons | personvern | plan-du-site | politica-de-cookies | politica-de-privacidad |
    politica-de-privacidade | politique-de-confidentialite | politique-de-confidentialité | polityka-prywatnosci |
    polityka-prywatności | política-de-cookies | política-de-privacidad | política-de-privacidade | privacy | privacy-notice |
    privacy-policy | privacybeleid | privacyverklaring | privatlivspolitik | publicidad | quem-somos | qui-sommes-nous |
    quienes-somos | quiénes-somos | redakcja | regulamin | reklama | rss | site-map | sitemap | sobre-nos | sobre-nós | subscribe |
    subscription | subscriptions | termos-de-uso | termos-e-condições | terms | terms-and-conditions | terms-of-service |
    terms-of-use | tietosuoja | tietosuojaseloste | términos-y-condiciones | ueber-uns | who-we-are | yhteystiedot | à-propos |
    über-uns | контакты | о-нас | политика-конфиденциальности | お問い合わせ | プライバシーポリシー | 会社概要 | 关于我们 |
    利用規約 | 联系我们 | 运营者情報 | 隐私政策
    """
)  # titles and last path parts of a site's own standing pages, blanks as hyphens
LIST_PARTS = _listed(
    """
    ara | archief | archiv | archive | archives | archivio | archivo | archiwum | auteur | auteurs | author | authors | autor |
    autore | autoren | autorin | busca | buscar | busqueda | byline | búsqueda | categoria | categorias | categorie | categories |
    category | cerca | dossier | etiket | etiqueta | etiquetas | haku | hashtag | hledat | kategori | kategoria | kategorie |
    latest-news | mot-cle | newsticker | poisk | recherche | redakteur | ressort | rubrik | rubrique | rubriques | schlagwort |
    schlagworte | search | seccion | secciones | sección | section | sections | sok | suche | sujet | sujets | szukaj | tag | tags |
    tema | temas | thema | themen | topic | topics | trefwoord | zoek | zoeken
    """
)  # path parts before the name of a list: topic, section, author and search pages
_UTILITIES = _listed(
    """
    abo | abonnement | abonnements | abonnieren | abonnez-vous | account | ads | advertisement | agenda-tv | amp | anmelden |
    anmeldung | anuncios | anzeige | anzeigen | api | app | apps | assinatura | assine | auth | autologin | basket | bookmarks |
    callback | cart | cdn-cgi | cgi-bin | checkout | comment | comments | commentaires | compte | connexion | coupons | coupon |
    customer-service | donate | e-paper | email | embed | epaper | feed | feeds | gewinnspiel | gewinnspiele | gutscheine |
    gutschein | image | images | inloggen | iniciar-sesion | join | kommentare | konto | kreuzworträtsel | kundenservice | log-in |
    login | logga-in | logout | members | membership | mein-konto | mijn-account | mobile-apps | mon-compte | my | my-account |
    myaccount | newsletter | newsletters | oauth | offers | orders | password | payment | plus-abo | podcast-feed | prenumerera |
    preferences | print | printable | profil | profile | quiz | redirect | register | registrieren | registrer | registrierung |
    registro | reply | reset-password | rss | rss-feeds | saved | send | settings | share | sign-in | sign-up | signin | signup |
    sitemap | sitemaps | sso | static | sudoku | subscribe | subscription | subscriptions | suscripcion | suscripciones |
    suscribete | support | tv-programm | unsubscribe | user | users | usuario | utente | vote | warenkorb | webcams | wishlist |
    wp-admin | wp-content | wp-json | wp-login | xmlrpc | zaloguj | ログイン | 会員登録 | 登录 | 注册 | 로그인 | войти | подписка
    """
)  # path parts of what a site offers beside its articles
_SOFT = _listed(
    """
    events | deals | games | horoscope | horoscopo | horoskop | jeux | shop | shopping | spiele | store | weather | wetter | order |
    podcasts
    """
)  # of those, what a newspaper has stories in too
_HOSTS = _listed(
    """
    abo | aboshop | abonnement | account | accounts | ads | api | app | apps | assets | auth | b2b | cdn | checkout | club |
    community | connect | epaper | e-paper | events | files | forum | games | help | hilfe | id | images | img | immo | immobilien |
    job | jobs | karriere | kiosk | kiosque | konto | kundenservice | kundeservice | laden | legal | licensing | login | m-login |
    mail | media | mediadaten | members | micuenta | my | myaccount | newsletter | newsletters | offers | partner | pay | profile |
    publicidad | reprints | s3 | search | secure | servicios | shop | spiele | sso | stats | static | status | store | subscribe |
    subscription | subscriptions | suche | support | tickets | tippspiel | tracking | trauer | upload | video-cdn | weather |
    wetter | widgets
    """
)  # first labels of hosts that aren't the newspaper
_QUERIES = _listed(
    """
    s | q | query | search | keyword | keywords | suche | buscar | share | replytocom | print | printable | redirect |
    redirect_uri | redirect_to | return | returnurl | return_to | next | login | logout | action | add-to-cart | sort | sortby |
    order | orderby | filter | filters | view | format | date | datum | fecha | year | month | day | from | to | start_date |
    end_date | tab | lang_switch | preview | download | attachment_id | feed | rest_route | unsubscribe | token
    """
)  # parameters of searches, forms, facets and calendars
_PAGINGS = frozenset(("page", "p", "pg", "paged", "pagina", "seite", "sida", "side", "strona", "sayfa", "pagenumber", "page_no", "pageno"))
_PAGE_PART = re.compile(r"/(?:page|seite|pagina|p|strona|sida|sayfa|sivu)[/-]?(\d{1,5})/?$", re.I)
_STANDING_WORDS = _listed(
    """
    about | abo | abonnement | advertise | advertising | advertorials | agb | barrierefreiheit | careers | cgu | cgv | colofon |
    conditions | contact | contacto | contatti | contato | cookie | cookies | copyright | datenschutz | disclaimer | faq | faqs |
    help | hilfe | impressum | imprint | karriere | kontakt | legal | mediadaten | mentions | netiquette | newsletter |
    newsletters | nutzungsbedingungen | personvern | policies | policy | privacidad | privacidade | privacy | redeem | register |
    signup | subscribe | subscription | subscriptions | suscripcion | terms | termos | tietosuoja | voucher | widerruf |
    конфиденциальности | контакты | реклама | регистрация
    """
)  # words of the addresses of standing pages, where there are few
_FRONTS = frozenset(("startseite", "homepage", "uebersicht", "übersicht", "overview", "accueil", "portada", "themenseite", "startpage"))
_FACETS = frozenset(("sortby", "sortorder", "orderby", "pageno", "sort", "filter"))  # words in paths of tables and facets
_SECTIONS = _listed(
    """
    categoria | categorias | categorie | categories | category | kategori | kategoria | kategorie | ressort | rubrik | rubrique |
    rubriques | seccion | secciones | sección | section | sections | osasto | rubriek | sekcja | kategorii
    """
)  # of LIST_PARTS and beside them: before the name of a section
_ARTICLE_PARTS = _listed(
    """
    article | articles | articolo | articolo-online | articulo | articulos | artigo | artikel | artikkeli | artykul | clanek |
    haber | historia | makale | news-story | nota | noticia | noticias-detalle | notizia | nyhet | post | posts | statya | story |
    stories | uutinen | uutiset | video | videos | watch | beitrag | meldung | a | clanok
    """
)  # path parts before an article's own
_FILES = re.compile(
    r"\.(?:7z|aac|ai|apk|atom|avi|avif|bin|bmp|css|csv|dmg|docx?|eot|epub|exe|gif|gpx|gz|heic|ico|ics|iso|jpe?g|js|json|kml|m3u8?|m4[av]|mkv|mobi"
    r"|mov|mp[34]|mpe?g|odt|og[gv]|pdf|png|pptx?|ps|rar|rdf|rss|rtf|svg|swf|tar|tgz|tiff?|torrent|ttf|txt|vcf|wasm|wav|webm|webp|wmv|woff2?"
    r"|xlsx?|xml|zip)$",
    re.I,
)
_HOME = re.compile(
    r"^/?(?:[a-z]{2}(?:[-_][a-z]{2})?/?)?(?:(?:index|home|homepage|default|start|startpage|frontpage|startseite|accueil|inicio)(?:\.\w{2,5})?/?)?$",
    re.I,
)
_CONTENT_QUERY = re.compile(r"(?:^|&)(?:p|id|page_id|article|story|a|aid|nid|newsid|itemid|post)=", re.I)
_SEARCH_QUERY = re.compile(r"(?:^|&)(?:s|q|query|search|keyword|keywords|suche|buscar)=")
_ID_QUERY = re.compile(
    r"(?:^|&)(?:(?:p|id|page_id|article_?id|story_?id|aid|nid|news_?id|item_?id|post|artid|idx?|no|cid|art|doc_?id)=[\w-]*\d{3,}"
    r"|\w{1,12}(?:id|no|nr|num|seq|key)=[\w-]*\d{4,})",
    re.I,
)
_LOGIN_PART = re.compile(
    r"(?:log-?in|sign-?in|signon|sso|auth|anmelden|anmeldung|einloggen|connexion|identification|iniciar-?sesion|acceder|accedi|entrar|inloggen"
    r"|logowanie|zaloguj|logga-in|log-?ind|kirjaudu|giris|vhod|prihlaseni)(?:[-_.]\w+)?",
    re.I,
)
_RUBRIC = re.compile(r"[^\W\d_]+(?:[-_][^\W\d_]+)?")
_WORDS = re.compile(r"[^\W\d_]{2,}(?:['’][^\W\d_]+)?")
_CJK = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_ENDING = re.compile(r"\.(?:s?html?|php\d?|aspx?|jsp|cfm|do|ece|story|print|amp|cms|xhtml)$", re.I)
_DAY = re.compile(
    r"(?<!\d)(?:19[89]\d|20\d\d)(?:([/._-])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])|(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))(?!\d)"
)
_DAY_WORD = re.compile(r"/(?:19[89]\d|20\d\d)/[a-z]{3}/[0-3]?\d(?=/)", re.I)
_MONTH = re.compile(r"/(?:19[89]\d|20\d\d)[/-](?:0?[1-9]|1[0-2])(?=[/-])|(?<=/)(?:19[89]\d|20\d\d)(?=/)|/\d{4}(?:0[1-9]|1[0-2])/")
_CALENDAR = re.compile(r"(?:/[^\d/]*)?(?:/(?:19|20)\d\d)(?:[/-](?:\d{1,2}|[^\W\d_]{3,9})){0,2}/?(?:(?:page/\d+|index\.\w+)/?)?$")
_NUMBER = re.compile(r"(?<![\d%])\d{5,}(?!\d)")
_SHORT_NUMBER = re.compile(r"(?<![\d%])\d{3,4}(?!\d)")
_TRAILING_NUMBER = re.compile(r"[-_,.]?[a-z]?\d{2,}$")
_HASH = re.compile(r"(?<![\w])(?=[a-z]*\d[a-z\d]*\d)(?:[a-f\d]{8,40}|[a-z\d]{8,14})(?![\w])|[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}", re.I)

Kind = Literal["article", "section", "list", "standing", "utility", "file", "home"]


@dataclass(frozen=True, slots=True)
class Shape:
    """What an address looks like.

    ``score``: how much like an article's, -9 to 10; 3 and more is one, where nothing else speaks against it.
    ``kind``: "list": of a tag, an author, a day, a search. "utility": a login, shop or form. ``page``: its number as a page of a list.
    """

    kind: Kind
    score: int
    depth: int = 0  # parts of the path
    page: int = 1


def is_home(path: str, query: str = "") -> bool:
    """Whether a path is that of a site's (or a language's) home page."""
    return bool(_HOME.match(path)) and not _CONTENT_QUERY.search(query)


def parts_of(path: str) -> list[str]:
    """The parts of a path, decoded, in lower case."""
    return [part.lower() for part in unquote(path).split("/") if part]


def is_list(parts: list[str], query: str) -> bool:
    """Whether path and query are those of a tag, category, author, archive or search page."""
    lists = LIST_PARTS.intersection(parts[:-1] if len(parts[-1:]) and "-" in parts[-1] and len(parts) > 3 else parts)
    return bool(lists) or bool(_SEARCH_QUERY.search(query))


def is_rubric(parts: list[str]) -> bool:
    """Whether a path has at most three parts of one or two words, without digits."""
    return bool(parts) and len(parts) <= 3 and all(_RUBRIC.fullmatch(part) for part in parts)


def is_login(parts: list[str]) -> bool:
    """Whether a part of the path is that of a login page."""
    return any(_LOGIN_PART.fullmatch(part) for part in parts)


def slug_words(part: str) -> int:
    """Words in a part of a path; two characters of a script without blanks are one."""
    found = _CJK.findall(part)
    return len(_WORDS.findall(_CJK.sub(" ", part) if found else part)) + len(found) // 2


@lru_cache(maxsize=8192)
def shape(url: str) -> Shape:
    """What an absolute address looks like."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return Shape("utility", -9)
    path = parts_of(parts.path)
    names = {name.partition("=")[0].lower() for name in parts.query.split("&") if name}
    if is_home(parts.path, parts.query):
        return Shape("home", -9)
    if _FILES.search(parts.path):
        return Shape("file", -9, len(path))
    if (parts.hostname or "").partition(".")[0] in _HOSTS or is_login(path[:3]) or not _UTILITIES.isdisjoint(path[:-1]):
        return Shape("utility", -9, len(path))
    last = _ENDING.sub("", path[-1]) if path else ""
    if last in _UTILITIES or last in _SOFT or names & _QUERIES:
        return Shape("utility", -9, len(path))
    if _TRAILING_NUMBER.sub("", last).replace("_", "-").replace(" ", "-") in STANDING_PAGES:
        return Shape("standing", -9, len(path))
    words = re.split(r"[-_+., ]", last)
    if len(words) <= 4 and not _STANDING_WORDS.isdisjoint(words) and not _NUMBER.search(parts.path) and not _DAY.search(parts.path):
        return Shape("standing", -9, len(path))
    if not _FACETS.isdisjoint(words) or (not _FRONTS.isdisjoint(words) and len(words) <= 5):
        return Shape("section" if _FACETS.isdisjoint(words) else "list", -3, len(path))
    page = page_number(parts)
    score = _score(parts, path, last)
    if page > 1:
        return Shape("section", min(score, 0), len(path), page)
    if _CALENDAR.fullmatch(parts.path) or trapped(path):
        return Shape("list", -6, len(path))
    if not _SECTIONS.isdisjoint(path[:-1]) and len(path) <= 3:
        return Shape("article" if score > ARTICLE else "section", score, len(path))
    if _PAGE_PART.search(parts.path):
        return Shape("list", -4, len(path))  # the first page by another name
    if is_list(path, parts.query) or not _SOFT.isdisjoint(path):
        score -= 4 if is_list(path, parts.query) else 3
        if score < ARTICLE:
            return Shape("list", score, len(path))
    return Shape("article" if score >= ARTICLE else "section", score, len(path))


ARTICLE = 3  # a score from which an address is an article's


def _score(parts: SplitResult, path: list[str], last: str) -> int:
    own = [_ENDING.sub("", part) for part in path[-2:]]
    words = max(map(slug_words, own), default=0)
    score = min(max(words - 2, 0), 4)
    whole = unquote(parts.path)
    if _DAY.search(whole) or _DAY_WORD.search(whole):
        dated = 3
    elif _MONTH.search(whole):
        dated = 1 if words > 2 else 0
    else:
        dated = 0
    ended = bool(_ENDING.search(parts.path))
    digits = max((len(one) for one in _NUMBER.findall(_DAY.sub("/", whole))), default=0)
    if _ID_QUERY.search(parts.query):
        number = 3
    elif digits or any(_HASH.search(part) for part in own):
        number = (3 if digits >= 7 else 2) if words > 1 or len(path) > 1 or ended else 1
    else:
        number = 1 if _SHORT_NUMBER.search(last) and words > 1 else 0
    score += dated + number
    if ended and score:
        score += 1
    if not _ARTICLE_PARTS.isdisjoint(path[:-1]):
        score += 1
    if words <= 2 and not dated and not number:
        score -= 3
    elif len(path) == 1 and words <= 3 and not dated and number < 2:
        score -= 1
    return score


def names_the_site(url: str) -> bool:
    """Whether the last part of an address has a word that standing pages have: terms, privacy, contact."""
    return not _STANDING_WORDS.isdisjoint(re.split(r"[-_+. ]", (parts_of(urlsplit(url).path) or [""])[-1]))


def is_standing_label(text: str) -> bool:
    """Whether a link's text is what leads to a standing page: "Contact", "Terms of use"."""
    text = text.strip().lower()
    return len(text) < 40 and (text.replace(" ", "-") in STANDING_PAGES or text in _STANDING_WORDS)


def without_decoration(url: str) -> str:
    """An address without its query where its path is an article's already and the query selects nothing."""
    bare, mark, query = url.partition("?")
    if not mark or _ID_QUERY.search(query) or page_number(urlsplit(url)) > 1 or shape(url).kind == "utility":
        return url
    return bare if shape(bare).kind == "article" else url


def page_number(parts: SplitResult) -> int:
    """Which page of a list an address is; 1 where it doesn't say."""
    found = _PAGE_PART.search(parts.path)
    if found:
        return int(found[1])
    for one in parts.query.lower().split("&"):
        name, _, value = one.partition("=")
        if name in _PAGINGS and value.isdecimal() and len(value) <= 4:
            return int(value)
    return 1


def trapped(path: list[str]) -> bool:
    """Whether parts of a path repeat as in a link that grows at every step."""
    return (
        len(path) > 12
        or any(path.count(part) > 2 for part in set(path))
        or any(path[at : at + 2] == path[at + 2 : at + 4] for at in range(len(path) - 3))
    )
