"""What a site says of itself on every page, where the summary of a story should be."""

from __future__ import annotations

import re

from pipelines.extract.cleaning import key

LONGEST_SLOGAN = 500  # characters
_VOCABULARY = re.compile(
    # en
    r"\bbreaking news\b|\blatest (?:[\w-]+ ){0,3}(?:news|headlines|updates|stories)\b|\btop (?:stories|headlines)\b"
    r"|\bnews(?:,| and| &) (?:sports?|weather|politics|business|videos?|analysis|opinions?|views|features|reviews)\b"
    r"|\bin-depth (?:analysis|coverage|reporting)\b|\b(?:your|the) (?:[\w-]+ ){0,3}(?:source|home|destination|guide|portal) (?:for|of|to)\b"
    r"|\bofficial (?:web ?site|site|page|blog|home)\b|\bstay (?:informed|up to date|updated|connected)\b"
    r"|\bnews (?:portal|website|site|channel|agency|source|coverage|outlet|blog)\b|\bonline (?:news|newspaper|magazine|portal)\b"
    r"|\b(?:daily|weekly|local|national|community|independent|must-read) (?:newspaper|news|site|website|magazine|blog)\b"
    r"|^all about\b|\bcreate your own\b|\bget (?:all )?the latest\b|\bfind (?:all )?the latest\b|\bcovering (?:stories|news)\b"
    # de
    r"|\b(?:aktuelle|neueste[ns]?|lokale|regionale) (?:nachrichten|news|meldungen|berichte)\b|\bnachrichten (?:aus|und|rund)\b"
    r"|\bnachrichtenportal\b|\b(?:online-?magazin|tageszeitung|nachrichtenseite)\b|\baktuelles aus\b"
    # fr
    r"|\btoute l.(?:actualité|info)\b|\btoutes les (?:actualités|infos|news)\b|\bactualités? (?:en direct|et|locales?|de|du)\b"
    r"|\bsuivez (?:toute )?l.actualité\b|\binfo(?:rmation)?s? en (?:direct|continu)\b|\bsite d.(?:information|actualité)s?\b"
    r"|\bdernières (?:nouvelles|infos|actualités)\b"
    # es, pt, it
    r"|\b[uú]ltimas not[ií]cias\b|\bnot[ií]cias (?:de|do|da|y|e|em|en)\b|\bnot[ií]cias\s?,|,\s?(?:actualidad|atualidades?|agenda)\b"
    r"|\bportal de (?:contenidos|not[ií]cias|\w+ de)\b"
    r"|\bdiario digital\b|\bperi[oó]dico (?:digital|de)\b|\btoda la (?:actualidad|informaci[oó]n)\b|\bjornal (?:de|do|da|online)\b"
    r"|\bultime notizie\b|\bnotizie (?:di|in tempo|dal|da|su|e)\b|\bquotidiano (?:online|di)\b|\btutte le notizie\b"
    # nl, pl, cs, hu, ro
    r"|\b(?:laatste|actuele) nieuws\b|\bnieuwssite\b|\bnajnowsze (?:wiadomości|informacje)\b|\bwiadomości z\b|\bportal informacyjny\b"
    r"|\baktuální zprávy\b|\bzpravodajský\b|\bhírportál\b|\bfriss hírek\b|\bultimele [sșş]tiri\b|\b[sșş]tiri (?:din|de)\b"
    # sv, da, no, fi, tr, el
    r"|\bsenaste nytt\b|\bsenaste nyheterna\b|\bseneste nyt\b|\bnyheder (?:fra|om)\b|\bnyheter (?:från|om|fra)\b|\bsiste nytt\b"
    r"|\btuoreimmat uutiset\b"
    r"|\bson dakika\b|\bhaber (?:sitesi|portalı)\b|\bgüncel haber\w*|\bτελευταία νέα\b|\bειδήσεις από\b"
    # ru, uk, ar, fa, hi
    r"|\bпоследние новости\b|\bновости (?:россии|мира|сегодня|дня|и)\b|\b(?:информационное агентство|сетевое издание|новостной портал)\b"
    r"|\bостанні новини\b|آخر الأخبار|موقع (?:إخباري|اخباري)|آخرین اخبار|ताज़ा (?:खबर|समाचार)|हिंदी न्यूज़"
    # zh, ja, ko
    r"|新闻(?:网站|门户|资讯)|资讯(?:平台|网站|服务)|门户网站|综合平台|推荐引擎"
    r"|最新ニュース|ニュースサイト|情報サイト|公式サイト|최신 뉴스|뉴스 포털",
    re.I,
)
_IS = re.compile(
    r"^[\s»”》\"')）]*(?:\([^()]{0,40}\)|（[^（）]{0,40}）)?,?\s*"
    r"(?:is (?:an?|the|your)\b|ist (?:eine?|das|die|der)\b|est (?:une?|le|la)\b|es (?:une?|una|el|la)\b|è (?:una?|il|la)\b|é (?:uma?|o|a)\b"
    r"|is (?:een|de|het)\b|jest\b|är\b|er\b|—\s?это\b|是|は)",
    re.I,
)
_MOTTO = re.compile(r"\s*(?:\s[-–—]{1,2}\s|[:|｜])\s*[^.!?。！？]{3,150}$")  # "The Post - the coast's own voice"
_OUTLET = re.compile(
    r"\b(?:site|website|portal|newspaper|magazine|blog|newsletter|broadcaster|publication|publisher|station|nachrichten\w*|zeitung|magazin|journal"
    r"|quotidien|periódico|diario|revista|giornale|quotidiano|rivista|jornal|krant|gazeta|tidning|avis|lehti|gazete|газета|издание)\b",
    re.I,
)
_SELF_ZH = re.compile(
    r"^《?([^，。,.：:《》]{2,16}?)》?(?:\([^()]{0,40}\)|（[^（）]{0,40}）)?是[^。]{0,90}(?:平台|网站|网|门户|引擎|媒体|社区|客户端)"
)
_SITE_ZH = re.compile(r"(?:网站?|门户|频道|客户端)$")  # ends of the name that a heading of the site has
_TOKEN = re.compile(r"[^\W\d_]{4,}")
_WIDE_PAIR = re.compile(r"(?=([\u3040-\u9fff\uac00-\ud7af]{2}))")


def is_slogan(text: str, names: tuple[str, ...], headlines: tuple[str, ...], openings: tuple[str, ...]) -> bool:
    """Whether a text presents the site: a newsroom's words and its own name, and nothing of the story."""
    if len(text) > LONGEST_SLOGAN:
        return False
    said = _SELF_ZH.match(text)
    if said and headlines and not any(said[1] in headline for headline in headlines if not _SITE_ZH.search(headline)):
        return True
    squeezed = key(text)
    keys = [one for name in names if len(one := key(name)) >= 4]
    keys += [one for name in names if "." in name and len(one := key(name.partition(".")[0])) >= 7]
    named = any(one in squeezed for one in keys)
    about = {one for headline in headlines for one in _tokens(headline) if not any(one in name for name in keys)}
    if not about or (not named and about & _tokens(text)) or any(line and squeezed.startswith(line) for line in openings):
        return False
    hits = {hit.casefold() for hit in _VOCABULARY.findall(text)}
    if len(hits) < 2 and not (hits and named) and not (named and _presents(text, names)):
        return False
    return not about & _tokens(_VOCABULARY.sub(" ", text))


def _presents(text: str, names: tuple[str, ...]) -> bool:
    """Whether a text begins with the site's name and says what it is."""
    low = text.casefold()
    rests = [text[len(name) :] for name in names if low.startswith(name.casefold())]
    return any(_MOTTO.match(rest) or (_IS.match(rest) and _OUTLET.search(rest[:120])) for rest in rests)


def _tokens(text: str) -> set[str]:
    low = text.casefold()
    return {*_TOKEN.findall(low)} if low.isascii() else {*_TOKEN.findall(low), *_WIDE_PAIR.findall(low)}
