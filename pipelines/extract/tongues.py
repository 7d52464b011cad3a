"""Languages: reading a tag, and telling from a sample of text which one it is in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

from langdetect import DetectorFactory, detect_langs
from langdetect.lang_detect_exception import LangDetectException

from pipelines.extract.cleaning import EAST_ASIAN, word_set

DetectorFactory.seed = 0  # the detector draws lots: same text, same answer

SURE = 0.95
PLAIN_SHARE, PLAIN_LEAD = 0.2, 1.8  # of a text's words; times the next language's share
_CODES = word_set(
    "aa ab af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cv cy da de dv dz ee el en eo es et eu fa ff "
    "fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ig ii ik io is it iu ja jv ka kg ki kk kl km kn ko ks ku kv "
    "kw ky la lb lg li ln lo lt lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc om or os pa pi pl ps pt qu rm "
    "rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi "
    "vo wa wo xh yi yo za zh zu fil ckb hsb dsb nds gsw haw "
)  # ISO 639-1, and a few of 639-3 that publishers declare
_ALIASES = dict(
    pair.split(":")
    for pair in word_set(
        "iw:he in:id ji:yi sh:sr kr:ko jp:ja cn:zh cz:cs gr:el ua:uk dk:da mo:ro eng:en ger:de deu:de fre:fr fra:fr spa:es ita:it por:pt "
        "dut:nl nld:nl rus:ru pol:pl jpn:ja kor:ko chi:zh zho:zh guj:gu hin:hi ara:ar tur:tr swe:sv dan:da nor:no nob:nb fin:fi cze:cs "
        "ces:cs gre:el ell:el hun:hu ukr:uk english:en german:de deutsch:de french:fr français:fr francais:fr spanish:es español:es "
        "espanol:es italian:it italiano:it portuguese:pt português:pt dutch:nl nederlands:nl russian:ru русский:ru polish:pl polski:pl "
        "japanese:ja 日本語:ja korean:ko "
        "한국어:ko chinese:zh 中文:zh arabic:ar turkish:tr türkçe:tr swedish:sv svenska:sv danish:da dansk:da "
        "norwegian:no norsk:no finnish:fi suomi:fi czech:cs čeština:cs greek:el hungarian:hu bulgarian:bg romanian:ro ukrainian:uk "
        "hindi:hi hebrew:he indonesian:id vietnamese:vi croatian:hr serbian:sr slovak:sk slovenian:sl "
    )
)  # old codes, country codes taken for languages, three letters, names
_TAG = re.compile(r"^([a-z]{2,3})(?:[-_]([a-z]{4}))?(?:[-_]([a-z]{2}|\d{3}))?(?:$|[-_.@,; ])", re.I)

# Languages which a detector of n-grams can't tell apart with certainty: the declaration stands.
_FAMILIES = tuple(
    frozenset(family.split())
    for family in (
        "no nb nn da sv", "hr sr bs sl", "id ms", "pt gl es", "es ca", "ca oc", "cs sk", "nl af", "ru uk be bg mk", "hi mr ne",
        "de lb gsw nds", "fa ar ur ps ckb", "en sco",
        "tl fil", "zu xh", "zh ja", "is fo", "fi et", "fr oc", "it co", "tr az",
    )
)  # fmt: skip

# The commonest words of running text, enough to know a language that is declared.
_WORDS = {
    "en": "the of and to in a is that for it was on with as be by at he are this from have his not but they",
    "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie",
    "fr": "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont avec l d",
    "es": "de la que el en y a los se del las un por con no una su para es al lo como más o pero sus",
    "it": "di e il la che in a per un è del non sono le i con si da una alla ha della come ma più anche l",
    "pt": "de a o que e do da em um para é com não uma os no se na por mais as dos como mas ao das à",
    "nl": "de van het een en in is dat op te zijn met voor die niet aan er om ook als hij bij door maar naar",
    "pl": "w i na z się do nie że to jest o jak po za od ale co dla są przez tym ma oraz czy został",
    "sv": "och i att det som en på är av för med den till inte har de om ett var jag men",
    "da": "og i at det er en til på som af for med den der ikke de har et var fra om han men",
    "no": "og i det er på som en til av for at med har de ikke den et om var fra han vi men",
    "fi": "ja on ei että se oli hän joka mutta ovat myös kun niin kuin ole mukaan jos nyt vain",
    "tr": "ve bir bu için de da ile olarak olan çok daha gibi en ne kadar sonra o ise göre dedi",
    "cs": "a v se na je že to s z o do i za by k ve pro jako ale jsou jeho od při která po který",
    "sk": "a v sa na je že to s z o do aj za by k vo pre ako ale sú jeho od pri ktorá po ktorý",
    "hu": "a az és hogy nem is egy ez volt meg de csak már mint azt el még vagy ki szerint",
    "ro": "de și în a la cu pe o că este din un pentru nu au care mai fi sa ce se lui",
    "id": "yang dan di untuk dengan ini dari dalam itu pada tidak akan juga oleh ke ada sebagai telah",
    "vi": "và của là có trong được cho không một các với người này những đã đến khi từ để",
    "sw": "ya wa na kwa ni katika za la hiyo kuwa huo alisema hilo cha wakati huyo amesema pia",
    "zu": "ukuthi futhi kodwa uma le lo ngoba nge kanti ngesikhathi uthi kule lokhu",
    "xh": "ukuba kwaye kodwa xa oku ngoku uthi le lo ukuze kuba ngexesha",
    "lt": "ir kad į iš su yra tai ne jis bet kaip buvo dėl o apie taip per", "lv": "un ir ka no uz ar par kas arī bet lai pēc kā tika nav",
    "et": "ja on ei et see oli ka kui aga ta oma mis seda ning kes ole",
    "is": "og að í er á sem við til af um en var það ekki með hann fyrir",
    "hr": "i u je se na da za su od s koji o to ne a će kao iz što bi",
    "af": "die en van in het is nie dat te vir met wat op 'n hy ook aan sy",
    "ca": "de la i que el a en els per un una les es del amb no ha és al més", "sq": "të e në dhe i për me një që nga është si do ka",
    "el": "και το να του η της με που την από για στο είναι θα τα στην", "ru": "и в не на что с по как это из за от к он у для о было его",
    "sl": "in je na da se za so v ki pa z ne tudi po bi kot od še ali že o", "tl": "ang ng sa na mga ay at para ni si hindi din nito kay",
    "so": "oo ka ku in la iyo ee uu waxaa ay soo lagu ayaa u si", "cy": "yn y a i ar o yr ei mae wedi bod am gan ond fod",
    "eu": "eta da ez bat du dira izan zen dute baina hori ere egin dago", "ga": "an na agus ar go a is i le bhí tá den san",
    "uk": "і в на не що з до за як це та у про він від але його також", "bg": "на и да за в се от с че е не по са като до при",
}  # fmt: skip
_UNMODELLED = ("zu", "xh", "is", "eu", "ga")  # which the detector of n-grams has never seen
_FEW_WORDS = {"zu": 0.045, "xh": 0.045}  # their words are long, and seldom the same
_ALIKE = {"nb": "no", "nn": "no", "sr": "hr", "bs": "hr", "ms": "id", "gl": "pt"}
_TOKEN = re.compile(r"[^\W\d_]+(?:'n)?")

_SCRIPTS = (
    ("ja", r"[\u3040-\u30ff]", 0.08), ("ko", r"[\uac00-\ud7af]", 0.3), ("zh", r"[\u3400-\u9fff]", 0.3), ("th", r"[\u0e00-\u0e7f]",
    0.4), ("el", r"[\u0370-\u03ff]", 0.4),
    ("he", r"[\u0590-\u05ff]", 0.4), ("hy", r"[\u0530-\u058f]", 0.4), ("ka", r"[\u10a0-\u10ff]", 0.4), ("gu", r"[\u0a80-\u0aff]",
    0.4), ("pa", r"[\u0a00-\u0a7f]", 0.4),
    ("bn", r"[\u0980-\u09ff]", 0.4), ("ta", r"[\u0b80-\u0bff]", 0.4), ("te", r"[\u0c00-\u0c7f]", 0.4), ("kn", r"[\u0c80-\u0cff]",
    0.4), ("ml", r"[\u0d00-\u0d7f]", 0.4),
    ("si", r"[\u0d80-\u0dff]", 0.4), ("my", r"[\u1000-\u109f]", 0.4), ("km", r"[\u1780-\u17ff]", 0.4), ("lo", r"[\u0e80-\u0eff]",
    0.4), ("am", r"[\u1200-\u137f]", 0.4),
)  # fmt: skip
_SHARED_SCRIPTS = (("cyrillic", r"[\u0400-\u04ff]"), ("arabic", r"[\u0600-\u06ff]"), ("devanagari", r"[\u0900-\u097f]"))
_USERS = {
    "cyrillic": word_set(
            "ru uk be bg mk sr bs kk ky mn tg tt uz ba cv ce os ab av "),
    "arabic": word_set(
            "ar fa ur ps ckb ku sd ug pa "),
    "devanagari": frozenset(["hi", "mr", "ne", "sa", "bh", "ks"]),
}  # fmt: skip


def read_tag(raw: str) -> str | None:
    """``en_US.UTF-8``, ``de-Latn-AT``, ``German``, ``zh-Hant-TW`` -> ``en-us``, ``de-at``, ``de``, ``zh-tw``; None for what is no "
    "language."""
    text = raw.strip().rstrip("/").rsplit("/", 1)[-1].lower()
    if text in _ALIASES:
        return _ALIASES[text]
    match = _TAG.match(text)
    if not match:
        return None
    base = _ALIASES.get(match[1], match[1])
    if base not in _CODES:
        return None
    region = match[3]
    if match[1] in ("in", "sh") and region:
        base = match[1] if match[1] in _CODES else base
    return f"{base}-{region}" if region and region != "xx" else base


def relatives(one: str, other: str) -> bool:
    """Whether two languages are too close for a detector to overrule a declaration."""
    return one == other or any(one in family and other in family for family in _FAMILIES)


def weight(sample: str) -> int:
    """How much a sample says, in characters of an alphabet; one of a script of syllables or words counts thrice."""
    return len(sample) + 2 * len(EAST_ASIAN.findall(sample))


def speaks(sample: str, language: str) -> bool:
    """Whether a text is surely in this language: by its script, or by the share of its commonest words."""
    script = _script(sample)
    if script:
        return script == language or language in _USERS.get(script, ())
    return _share(sample, language) >= _threshold(language)


def detect(sample: str, sure: bool = False) -> str | None:
    """The language of a text, or None; ``sure``: only what is certain enough to contradict a declaration."""
    script = _script(sample)
    if script and script not in _USERS:
        return script
    if not script:
        shares = _shares(sample)
        if told := _unmodelled(shares) or _plain(shares):
            return told
    try:
        best = detect_langs(sample)[0]
    except LangDetectException:
        return None
    language = str(best.lang).partition("-")[0]
    if script and language not in _USERS[script]:
        return None
    if sure and (best.prob < SURE or (not script and _share(sample, language) < _threshold(language))):
        return None
    return language


def _unmodelled(shares: dict[str, float]) -> str | None:
    """A language that the detector doesn't know, by its commonest words, where no other language has as many."""
    share, best = max((shares[language], language) for language in _UNMODELLED)
    if share < _FEW_WORDS.get(best, 0.16) or any(share <= other for language, other in shares.items() if language != best):
        return None
    return best


def _plain(shares: dict[str, float]) -> str | None:
    """The language whose commonest words are so many, and any other's so few, that the slow detector need not be asked."""
    (best, language), (second, _) = sorted(((share, language) for language, share in shares.items()), reverse=True)[:2]
    return language if best >= PLAIN_SHARE and best >= PLAIN_LEAD * second else None


def _script(sample: str) -> str | None:
    """The language that alone uses the text's script, or the name of a script that several use; None for Latin.

    A character of Chinese, Japanese or Korean counts for two letters: a text on programming is half code.
    """
    letters = len(_LETTER.findall(sample)) + len(EAST_ASIAN.findall(sample)) or 1
    if len(_LATIN.findall(sample)) > 0.7 * letters:
        return None
    for language, pattern, share in _COMPILED:
        if len(pattern.findall(sample)) * (2 if language in ("ja", "ko", "zh") else 1) >= share * letters:
            return language
    return None


_LETTER = re.compile(r"[^\W\d_]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_COMPILED = tuple(
    (name, re.compile(pattern), share) for name, pattern, share in (*_SCRIPTS, *((name, pattern, 0.4) for name, pattern in _SHARED_SCRIPTS))
)


@cache
def _common(language: str) -> frozenset[str]:
    return frozenset(_WORDS.get(_ALIKE.get(language, language), "").split())


def _share(sample: str, language: str) -> float:
    """The share of words that are among the commonest of a language."""
    return _shares(sample, (language,))[language]


def _shares(sample: str, languages: Iterable[str] = _WORDS) -> dict[str, float]:
    """The same for several languages."""
    words = Counter(_TOKEN.findall(sample.lower()))
    total = words.total() or 1
    return {language: sum(words[word] for word in _common(language)) / total for language in languages}


def _threshold(language: str) -> float:
    return 0.06 if language in ("fi", "tr", "hu", "et", "sw", "zu", "xh", "id", "ms", "lt", "lv", "vi") else 0.16
