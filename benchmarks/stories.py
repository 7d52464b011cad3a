"""Made-up news for benchmarks: events told once, retold by several publishers in other words, and followed up on later days.

An event is a handful of facts. A telling takes some of them in an order of its own, says each in one of several constructions with
one of several words for the same thing, leaves out names or numbers, and adds clauses and sentences of its own, of made-up words that are
as unevenly common as real ones. Every draw comes from the
``Random`` that is given: the same seed gives the same news.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random


def _groups(text: str) -> list[list[str]]:
    """``cut/trimmed, raised/lifted`` -> words of one meaning each."""
    return [group.split("/") for group in text.split(", ")]


def _words(text: str) -> list[str]:
    return text.split()


VERBS = _groups(
    "approved/backed/endorsed, rejected/turned down/dismissed, opened/launched/inaugurated, closed/shut/shuttered, "
    "bought/acquired/purchased, sold/offloaded/divested, criticised/attacked/condemned, praised/welcomed/applauded, "
    "delayed/postponed/put off, announced/unveiled/revealed, investigated/examined/probed, expanded/widened/extended, "
    "cut/reduced/trimmed, raised/increased/lifted, banned/outlawed/prohibited, repaired/fixed/mended, "
    "replaced/swapped/exchanged, tested/trialled/tried out, blocked/halted/stopped, funded/financed/paid for, "
    "designed/drew up/planned, damaged/harmed/hit, recalled/withdrew/pulled back, sued/took to court/brought a case against"
)
THINGS = {
    "transport": _groups(
        "tram line/streetcar route, ferry/boat service, bridge/river crossing, timetable/schedule, ticket price/fare, "
        "airport/airfield, bus fleet/buses, cycle lane/bike path, tunnel/underpass, driver/operator, parking permit/parking "
        "licence"
    ),
    "health": _groups(
        "hospital ward/clinic, vaccine/jab, waiting list/backlog, nurse/carer, drug trial/medical study, patient/sick person, "
        "virus outbreak/epidemic, ambulance/rescue vehicle, insurer/health fund, surgeon/doctor, diagnosis/finding"
    ),
    "technology": _groups(
        "chip plant/semiconductor factory, algorithm/software model, camera system/surveillance network, data leak/breach, "
        "phone/handset, battery/power cell, robot/machine, startup/young company, app/program, network outage/blackout, "
        "patent/licence"
    ),
    "money": _groups(
        "interest rate/borrowing cost, budget/spending plan, tax break/relief, merger/takeover, share price/stock, "
        "dividend/payout, pension fund/retirement scheme, loan/credit, bankruptcy/insolvency, tariff/duty, profit warning/outlook "
        "cut"
    ),
    "courts": _groups(
        "verdict/ruling, fraud case/swindle trial, witness/bystander, appeal/objection, sentence/prison term, "
        "prosecutor/attorney, settlement/deal, evidence/proof, fine/penalty, jury/panel, judge/magistrate"
    ),
    "nature": _groups(
        "flood/high water, wildfire/blaze, wolf pack/wolves, river bank/shore, harvest/crop, drought/dry spell, reserve/park, "
        "coral reef/seabed, storm/gale, landslide/mudflow, oil spill/slick"
    ),
    "school": _groups(
        "classroom/school room, exam/test, teacher/educator, curriculum/syllabus, student loan/grant, campus/university site, "
        "library/reading room, kindergarten/nursery, headteacher/principal, degree/diploma, strike/walkout"
    ),
    "sport": _groups(
        "striker/forward, stadium/arena, transfer/move, cup final/decider, coach/manager, doping test/drug check, season "
        "ticket/annual pass, referee/match official, injury/knock, contract/agreement, marathon/long-distance race"
    ),
    "culture": _groups(
        "festival/celebration, museum/gallery, novel/book, film/movie, orchestra/ensemble, painting/canvas, theatre/playhouse, "
        "exhibition/show, prize/award, sculpture/statue, album/record"
    ),
    "city": _groups(
        "housing estate/residential quarter, rent cap/rent limit, market hall/covered market, council/city assembly, mayor/city "
        "leader, square/plaza, waste plant/recycling works, tower block/high-rise, playground/play area, fountain/well, swimming "
        "pool/lido"
    ),
}
QUALITIES = _groups(
    "new/fresh, old/ageing, costly/expensive, controversial/disputed, long-awaited/overdue, small/modest, large/sizeable, "
    "local/regional, secret/undisclosed, popular/well-liked, failed/unsuccessful, temporary/interim"
)
OPINIONS = [
    "The decision surprised many people in the region",
    "It was not clear when a final answer could be expected",
    "Officials said more details would follow in the coming weeks",
    "Observers had expected a different outcome this year",
    "A spokesperson would not comment on the matter",
    "The plan has been discussed for several years",
    "People who live nearby were divided about what should happen next",
    "Similar cases have been seen in other parts of the country",
    "The opposition asked for a debate before the end of the month",
    "Experts warned that the costs could still rise",
    "Nobody from the company could be reached on Tuesday",
    "There was no immediate reaction from the government",
    "A report on the question is due next year",
    "Both sides said that they wanted to keep talking",
    "The work will take longer than was first thought, according to a person who knows the plans",
    "Critics said that the money would be better spent elsewhere",
]
_ONSETS = _words("b br c ch cl d dr f fl g gr h j k l m n p pl pr qu r s sc sh sp st t th tr v w")
_NUCLEI = _words("a ai e ea i o oa ou u y")
_CODAS = _words("b ck d ft g l ll m mp n nd ng nt p r rd rk rn rt s sh sk ss st t th tion ver zz")
_SYLLABLES = _words("bar den mor vel kas tin or lun fer gal wick hal sten mar dor vin tal ber nor quin ash el rud pol mer jas cor")
_TAILS = _words("ton berg ford holm mouth field stad wick by ham vale brook")
_FIRST = _words("Ada Bruno Clara Dario Elsa Felix Greta Hugo Ines Jonas Kira Leo Mara Nils Olga Pavel Rosa Stefan Tilda Viktor Wanda Yara")


@dataclass(frozen=True, slots=True)
class Fact:
    who: int  # of the event's actors
    verb: int
    thing: int
    quality: int
    place: int
    number: int


@dataclass(frozen=True, slots=True)
class Event:
    kind: str
    actors: tuple[str, ...]
    places: tuple[str, ...]
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Telling:
    title: str
    excerpt: str
    body: str


def _lexicon(size: int) -> list[str]:
    """Made-up common words, the short ones first."""
    draw, words = Random(0), set[str]()
    while len(words) < size:
        words.add("".join(draw.choice(_ONSETS) + draw.choice(_NUCLEI) + draw.choice(_CODAS) for _ in range(draw.choice((1, 1, 2)))))
    return sorted(words, key=lambda word: (len(word), word))


LEXICON = _lexicon(9000)


def _word(draw: Random) -> str:
    """A word of running text: how often it is drawn falls with its place in the lexicon, as in any language (Zipf's law)."""
    return LEXICON[int(len(LEXICON) ** draw.random()) - 1]


def name(draw: Random) -> str:
    return "".join(_skewed(draw, _SYLLABLES) for _ in range(draw.choice((1, 2, 2)))).capitalize()


def event(draw: Random, before: Event | None = None) -> Event:
    """A new event; with ``before``, what happens to the same people in the same places some days later."""
    kind = before.kind if before else draw.choice(sorted(THINGS))
    places = before.places if before else tuple(name(draw) + draw.choice(_TAILS) for _ in range(2))
    actors = before.actors[:2] if before else ()
    actors += tuple(
        f"{draw.choice(_FIRST)} {name(draw)}{draw.choice(_TAILS)}"
        if draw.random() < 0.5
        else f"{name(draw)} {draw.choice(('Group', 'Works', 'Council', 'Union', 'Institute'))}"
        for _ in range(4 - len(actors))
    )
    facts = tuple(
        Fact(
            who=draw.randrange(len(actors)) if at else 0,
            verb=draw.randrange(len(VERBS)),
            thing=min(draw.randrange(len(THINGS[kind])), draw.randrange(len(THINGS[kind]))),
            quality=draw.randrange(len(QUALITIES)),
            place=draw.randrange(len(places)),
            number=draw.choice((0, draw.randrange(12, 990), draw.randrange(1000, 90000))),
        )
        for at in range(draw.randint(7, 11))
    )
    return Event(kind, actors, places, facts)


def tell(draw: Random, told: Event) -> Telling:
    """One publisher's telling: the lead fact near the top, most of the others in any order, sentences of its own, a length of its own."""
    lead, rest = told.facts[0], list(told.facts[1:])
    draw.shuffle(rest)
    rest = rest[: max(3, round(len(rest) * draw.uniform(0.45, 1.0)))]
    title = _headline(draw, told, draw.choice((lead, lead, rest[0])))
    excerpt = _sentence(draw, told, lead) + " " + (_sentence(draw, told, rest[0]) if draw.random() < 0.5 else draw.choice(OPINIONS) + ".")
    lines = [_sentence(draw, told, fact) for fact in (lead, *rest)]
    for _ in range(draw.randint(2, 14)):
        lines.insert(draw.randrange(1, len(lines) + 1), _aside(draw, told))
    return Telling(title, excerpt, "\n\n".join(lines) + "\n")


def copied(draw: Random, wire: Telling) -> Telling:
    """A wire text under another headline's words, cut at the end."""
    lines = wire.body.split("\n\n")
    return Telling(
        wire.title + draw.choice(("", " – live", ": what we know")),
        wire.excerpt,
        "\n\n".join(lines[: max(4, len(lines) - draw.randint(0, 4))]),
    )


def _headline(draw: Random, told: Event, fact: Fact) -> str:
    who, verb, what, place = _parts(draw, told, fact)
    form = draw.randrange(5)
    if form == 0:
        return f"{who} {verb} {what} in {place}"
    if form == 1:
        return f"{place}: {what} {draw.choice(('in dispute', 'at issue', 'makes waves'))}"
    if form == 2:
        return f"{what.capitalize()} {draw.choice(('divides', 'worries', 'surprises'))} {place}"
    if form == 3:
        return f"Why {who.split()[-1] if draw.random() < 0.5 else who} {verb} the {what}"
    return f"{place} {what}: {who} {draw.choice(('acts', 'speaks out', 'under pressure'))}"


def _sentence(draw: Random, told: Event, fact: Fact) -> str:
    who, verb, what, place = _parts(draw, told, fact)
    number = f"{fact.number:,}" if fact.number > 999 and draw.random() < 0.7 else str(fact.number)
    price = draw.choice((f"at a cost of {number} million", f"worth {number} million", f"for some {number} million")) if fact.number else ""
    price = price if draw.random() < 0.7 else ""
    form = draw.randrange(5)
    if form == 0:
        line = f"{who} {verb} the {what} in {place} {price}"
    elif form == 1:
        line = f"In {place}, the {what} was {verb} by {who} {price}"
    elif form == 2:
        line = f"{draw.choice(('On Monday', 'Earlier this week', 'After long talks', 'Late at night'))} {who} {verb} the {what} {price}"
    elif form == 3:
        line = f"According to people in {place}, {who} has {verb} the {what} {price}"
    else:
        line = f"“We have {verb} the {what},” said {draw.choice(('a member of ', 'a speaker for '))}{who} {price}"
    if draw.random() < 0.6:
        line = f"{line.strip()} {draw.choice(('while', 'since', 'although'))} {' '.join(_word(draw) for _ in range(draw.randint(4, 9)))}"
    return line.strip() + "."


def _aside(draw: Random, told: Event) -> str:
    """A sentence of this publisher alone: an opinion, or background that the others don't have."""
    if draw.random() < 0.2:
        return draw.choice(OPINIONS) + "."
    words = [_word(draw) for _ in range(draw.randint(8, 20))]
    words[draw.randrange(len(words))] = draw.choice(draw.choice(THINGS[told.kind]))
    words[draw.randrange(len(words))] = draw.choice((name(draw), draw.choice(draw.choice(VERBS))))
    return f"{words[0].capitalize()} {' '.join(words[1:])}."


def _parts(draw: Random, told: Event, fact: Fact) -> tuple[str, str, str, str]:
    who = told.actors[fact.who]
    if " " in who and draw.random() < 0.4:
        who = who.split()[-1] if who.split()[0] in _FIRST else f"the {who.split()[1].lower()}"
    what = draw.choice(THINGS[told.kind][fact.thing])
    if draw.random() < 0.6:
        what = f"{draw.choice(QUALITIES[fact.quality])} {what}"
    return who, draw.choice(VERBS[fact.verb]), what, told.places[fact.place]


def _skewed(draw: Random, choices: list) -> object:  # type: ignore[type-arg]
    """One of a list, the first ones far more often than the last, as words are."""
    return choices[min(draw.randrange(len(choices)), draw.randrange(len(choices)))]
