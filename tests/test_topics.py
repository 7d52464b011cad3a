"""Topics: what counts as a keyword, what an article is about, and in which order its topics stand."""

from __future__ import annotations

import html
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from crawler import frontmatter
from crawler.config import load_topics
from crawler.exceptions import ConfigError
from crawler.items import Article, Extraction, Text, Topic
from pipelines.topics.choice import topics_of
from pipelines.topics.stage import TopicsStage

ROOT = Path(__file__).resolve().parents[1]
SCHEMA = ROOT.parents[1] / "shared" / "schema"
needs_schema = pytest.mark.skipif(not SCHEMA.is_dir(), reason="no folder of real files and taxonomies beside this checkout")


def table(*topics: Topic) -> Mapping[str, Topic]:
    return {topic.name: topic for topic in topics}


# A machine's world: a root that is an abbreviation, kinds of it, and a facet.
MACHINES = table(
    Topic("AI", keywords=("artificial intelligence", "ai"), hashtags=("#AI",), other_names=("KI", "Künstliche Intelligenz")),
    Topic("Machine Vision", "AI", keywords=("face recognition", "facial recognition", "machine vision", "Gesichtserkennung")),
    Topic("Speech", "AI", keywords=("speech recognition", "dictate", "chatbot")),
    Topic("AI in Banking", "AI", keywords=("bank", "loan", "cash dispenser")),
    Topic("Robots", "AI", keywords=("robot", "PyTugs", "Wilson")),
)
# A product's world: its name is made of common words, and names of this table are in sentence case.
PRODUCT = table(
    Topic("Paper Trails", keywords=("paper trails",), hashtags=("#PaperTrails",)),
    Topic("Sheet views", "Paper Trails", keywords=("sheet view", "sheet views")),
    Topic("Crews integration", "Paper Trails", keywords=("heron crews", "crews")),
)
# Several languages, several roots.
WORLD = table(
    Topic(
        "Elections", keywords=("election", "Landtagswahl", "élection présidentielle", "elección", "eleição", "wybory", "seçim", "vaalit")
    ),
    Topic(
        "Climate", keywords=("climate change", "Klima", "Klimaschutz", "changement climatique", "cambio climático", "ilmasto", "изменение")
    ),
    Topic("Libraries", keywords=("library", "Bücherei", "bibliothèque", "biblioteca", "図書館", "도서관")),
    Topic("Health", keywords=("health care", "crisis", "Krankenhaus")),
)

V, M, S, R = ("Machine Vision", "AI"), ("AI",), ("Speech", "AI"), ("Robots", "AI")
P, W, E, C, L, H = ("Paper Trails",), ("Sheet views", "Paper Trails"), ("Elections",), ("Climate",), ("Libraries",), ("Health",)
N: tuple[str, ...] = ()

SENTENCES = [
    # boundaries
    (MACHINES, "en", "Council buys AI for its ferries", M),
    (MACHINES, "en", "Campaigners sail against the tide", N),  # "ai" inside words
    (MACHINES, "en", "Stall owners said the rain curtailed trade", N),
    (MACHINES, "en", "A.I. reads the harbour charts", M),
    (MACHINES, "en", "What AI's critics forget", M),
    (MACHINES, "en", "AI: a short history", M),
    (MACHINES, "en", "Ferries (with AI) arrive early", M),
    (MACHINES, "en", "The office moved to harbour.ai last week", N),  # a host name
    (MACHINES, "fr", "Ce que j'ai vu au port", N),  # a French verb, not in capitals
    (MACHINES, "it", "Un premio ai pescatori del golfo", N),
    (MACHINES, "en", "FERRY STRIKE: AI WALKS OUT ON MONDAY", N),  # nothing but capitals tells nothing
    (MACHINES, "en", "Robotics? No: the Robotham family reunion", N),
    (MACHINES, "en", "Machine. Vision of an engineer", N),  # a full stop parts it
    (MACHINES, "en", "Embankment opens to walkers", N),
    (MACHINES, "en", "#AI is the word of the year", M),
    # plurals
    (MACHINES, "en", "Chatbots with AI answer the ferry line", S),
    (MACHINES, "en", "Artificial intelligences compared", M),
    (PRODUCT, "en", "New sheet views arrive this spring", W),
    (PRODUCT, "en", "A sheet view for every clerk", W),
    (WORLD, "en", "Elections called for March", E),
    (WORLD, "en", "Two libraries close", L),
    (WORLD, "en", "A year of crises", H),
    (WORLD, "es", "Las elecciones serán en mayo", E),
    (WORLD, "pt", "Eleições marcadas para outubro", E),
    (WORLD, "fr", "Deux bibliothèques ferment", L),
    (WORLD, "de", "Büchereien bleiben länger offen", L),
    # hyphens, blanks, one word
    (MACHINES, "en", "Face-recognition cameras leave the pier", V),
    (MACHINES, "en", "Facial‑recognition trial ends", V),  # a hyphen that doesn't break
    (MACHINES, "en", "Machinevision maker grows", V),
    (MACHINES, "en", "AI-powered tugs learn to park", M),
    (MACHINES, "en", "A chat-bot with AI at the town hall", S),
    (PRODUCT, "en", "PaperTrails adds a timeline", P),
    (PRODUCT, "en", "Why clerks post with #PaperTrails", P),
    (WORLD, "en", "Climate-change report delayed", C),
    (WORLD, "en", "Health\u00a0care costs rise", H),
    (MACHINES, "en", "Facial\u00adrecognition is no word: facial\u00ad recognition is", V),  # soft hyphens
    # a name of common words
    (PRODUCT, "en", "The firm has added a timeline to Paper Trails", P),
    (PRODUCT, "en", "Paper Trails partner opens second office", P),
    (PRODUCT, "en", "Rangers Repair Old Paper Trails", N),  # capitals of a headline, and a word that binds
    (PRODUCT, "en", "Fraud Case Turns on Missing Paper Trails", N),
    (PRODUCT, "en", "Heron Paper Trails Adds Timeline", P),  # the maker's name is the taxonomy's own word
    (PRODUCT, "en", "A Better Timeline in Paper Trails", P),
    (PRODUCT, "en", "Auditors follow old paper trails through the archive", N),
    (PRODUCT, "en", "How high-paper trails wind up the hill", N),
    # common words need company
    (PRODUCT, "en", "Lifeboat crews rescue two sailors", N),
    (PRODUCT, "en", "Paper Trails now talks to Crews, its maker says", ("Crews integration", "Paper Trails")),
    (MACHINES, "en", "She would dictate letters at dawn", N),
    (MACHINES, "en", "Bank lowers its fees", N),  # a facet without its parent
    (MACHINES, "en", "Bank tries AI for its tills", ("AI in Banking", "AI")),
    (MACHINES, "en", "The Cash-Dispenser that says no", ("AI in Banking", "AI")),  # a phrase of it needs no more
    (MACHINES, "en", "Aunt Robot and other nicknames", N),  # a capital alone is no company
    (MACHINES, "en", "The harbour master, Ida Wilson, retires", N),  # nor is a surname
    (MACHINES, "en", "Engineers release PyTugs for harbours", R),
    (MACHINES, "en", "Pytugs, a village on the coast", N),  # no company, no capitals as the name has them
    # compounds and endings of other languages
    (MACHINES, "de", "KI-Modell hilft dem Hafen", M),
    (MACHINES, "de", "Stadt schaltet Gesichtserkennungssoftware ab", V),
    (MACHINES, "de", "Kuenstliche Intelligenz im Rathaus", M),
    (MACHINES, "de", "Künstlicher Intelligenz fehlt der Strom", M),
    (MACHINES, "de", "Der Kino-Abend fällt aus", N),
    (WORLD, "de", "Die Klimaziele rücken in die Ferne", C),
    (WORLD, "de", "Landtagswahlen: Beteiligung steigt", E),
    (WORLD, "de", "Universitätskrankenhaus baut an", H),
    (WORLD, "de", "Klimmzüge am Hafenkran", N),
    (WORLD, "fr", "L'ELECTION PRESIDENTIELLE approche", E),  # no accents in capitals
    (WORLD, "fr", "La sélection des juges", N),
    (WORLD, "es", "El cambio climatico llega al puerto", C),
    (WORLD, "es", "La selección gana otra vez", N),
    (WORLD, "pl", "Po wyborach rada zmienia plany", E),
    (WORLD, "ru", "Что изменения значат для порта", C),
    (WORLD, "tr", "Seçimlerde katılım arttı", E),
    (WORLD, "fi", "Ilmastossa tapahtuu muutoksia", C),
    (WORLD, "ja", "市立図書館が週末も開く", L),
    (WORLD, "ko", "시립도서관이 다시 문을 연다", L),
]


def test_the_table_is_long_enough() -> None:
    assert len(SENTENCES) >= 60
    assert len({language for _, language, *_ in SENTENCES}) >= 4
    assert sum(not wanted for *_, wanted in SENTENCES) >= 15


@pytest.mark.parametrize(("taxonomy", "language", "title", "wanted"), SENTENCES, ids=[row[2][:40] for row in SENTENCES])
def test_a_title(taxonomy: Mapping[str, Topic], language: str, title: str, wanted: tuple[str, ...]) -> None:
    topics, weighed = topics_of(taxonomy, title, "", "", language)
    assert topics == wanted, weighed


FILLER = "The harbour office spoke to the council on a grey morning, and the ferry left on time with all its boxes. "


def test_one_passing_word_is_not_what_an_article_is_about() -> None:
    text = FILLER * 20 + "A clerk said that face recognition was no subject here.\n" + FILLER * 20
    assert topics_of(MACHINES, "The ferry left on time", "A grey morning in the harbour.", text) == (
        (),
        topics_of(MACHINES, "", "", text)[1],
    )
    opening = "Face recognition came to the harbour today.\n" + FILLER * 3
    often = opening + ("The face recognition cameras look at boxes. " + FILLER) * 8
    assert topics_of(MACHINES, "The harbour that looks back", "", often)[0] == V


def test_a_common_word_in_the_title_needs_the_text_to_come_back_to_it() -> None:
    assert topics_of(WORLD, "A library of smells", "", FILLER * 12)[0] == ()
    assert topics_of(WORLD, "A library of smells", "", FILLER * 12 + "The library lends them for a week. " * 2)[0] == L


def test_a_second_topic_needs_the_title_or_half_of_the_first() -> None:
    text = "AI reads charts. AI parks tugs. AI counts boxes. AI is at sea. AI is ashore.\n" + FILLER * 10
    assert topics_of(MACHINES, "AI and face recognition at sea", "AI is at sea.", text)[0] == V
    assert topics_of(MACHINES, "AI at sea", "AI is at sea, says a chatbot.", text + "A chatbot answers. A robot asks a chatbot.")[0] == M


def test_a_doubtful_name_is_confirmed_elsewhere() -> None:
    title = "Rangers Repair Old Paper Trails"
    assert topics_of(PRODUCT, title, "The rangers were out in the hills.", "")[0] == ()
    assert topics_of(PRODUCT, title, f"{title} The rangers were out in the hills.", "")[0] == (), "the title again is no evidence"
    assert topics_of(PRODUCT, title, "The rangers file their days in Paper Trails now.", "")[0] == P


def test_order_and_number() -> None:
    taxonomy = {**MACHINES, **WORLD}
    title = "AI at the election: face recognition and a chatbot, says library"
    assert topics_of(taxonomy, title, "", "", "en", 9)[0] == ("Machine Vision", "AI", "Speech", "Elections", "Libraries")
    assert topics_of(taxonomy, title, "", "", "en", 3)[0] == ("Machine Vision", "AI", "Speech")
    assert topics_of(taxonomy, title, "", "", "en", 1)[0] == ("Machine Vision", "AI"), "a topic never stands without its parent"
    assert topics_of({}, title, "", "")[0] == ()


def test_what_was_weighed_says_why() -> None:
    _, weighed = topics_of(MACHINES, "Bank lowers its fees", "Face recognition is not in it.", "")
    assert [(one.topic, one.why, one.lack) for one in weighed] == [
        ("AI in Banking", 'title "Bank"', "too little of AI"),
        ("Machine Vision", 'excerpt "Face recognition"', "less than 2"),
    ]


def test_long_texts_take_linear_time() -> None:
    taxonomy = load_topics(ROOT / "config" / "topics")
    for piece in ("machine ", "face-", "Gesichtserkennungs", "ai.ai.ai ", "図書館", "A.B.C.", "new\u00ad"):
        text = piece * (400_000 // len(piece))
        start = time.process_time()
        topics_of(taxonomy, text[:2000], text[:3000], text, "de")
        assert time.process_time() - start < 3, piece[:12]


@needs_schema
def test_real_assignments_from_title_and_excerpt_alone() -> None:
    """No topic is given that the real files lack; what is missed is missed for a reason that title and excerpt can't mend."""
    given = missed = 0
    misses: dict[str, set[str]] = {}
    taxonomies = {name: load_topics(SCHEMA / "topics" / name) for name in ("ai", "powerapps")}
    for path in sorted((SCHEMA / "examples").glob("*.md")):
        record = frontmatter.read(path.read_bytes()).record
        taxonomy = next(one for one in taxonomies.values() if set(record["topics"]) <= set(one))
        found, _ = topics_of(taxonomy, record["title"], html.unescape(record["excerpt"]), "")
        assert set(found) <= set(record["topics"]), path.name
        given += len(found)
        missed += len(record["topics"]) - len(found)
        if len(found) < len(record["topics"]):
            misses[path.name[:20]] = set(record["topics"]) - set(found)
        elif taxonomy is taxonomies["ai"]:
            assert list(found) == record["topics"], path.name
    assert {"2020-10-07-pin-diode", "2020-11-09-planar-tr", "2020-12-21-rf-power-"} < set(misses), (
        "power apps of electronics are no product"
    )
    assert (given, missed) == (42, 15)


def test_a_taxonomy_is_read(tmp_path: Path) -> None:
    (tmp_path / "00-boats.yaml").write_text('taxonomy: topic\n_id: boats\nname: Boats\nkeywords:\n  - boat\nhashtags:\n  - "#a #b"\n---')
    (tmp_path / "01-ferries.yml").write_text(
        "---\nname: Ferries\nparent: Boats\nkeywords: [ferry, ferry]\nservices: {x: y}\n---\nname: Other\n"
    )
    (tmp_path / "notes.txt").write_text("no topic")
    assert load_topics(tmp_path) == {
        "Boats": Topic("Boats", keywords=("boat",), hashtags=("#a", "#b")),
        "Ferries": Topic("Ferries", "Boats", keywords=("ferry", "ferry")),
    }
    assert load_topics("") == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("keywords: [a]", "name: is missing"),
        ("name: A\nkeyword: [a]", "did you mean 'keywords'"),
        ("name: A\nkeywords: a", "keywords: must be a list"),
        ("name: A\nkeywords: [1]", "keywords: 1 isn't text"),
        ("name: A\nparent: A", "goes round in a circle"),
        ("name: A\ntaxonomy: organization", "isn't a topic's"),
        ("name: [", "isn't YAML"),
    ],
)
def test_a_mistake_in_a_topic_is_said(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "a.yaml").write_text(text)
    with pytest.raises(ConfigError, match=said.replace("(", "\\(")):
        load_topics(tmp_path)


def test_mistakes_between_topics_are_said(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("name: Ferries")
    (tmp_path / "b.yaml").write_text("name: Tugs\nparent: Feries")
    with pytest.raises(ConfigError, match="did you mean 'Ferries'"):
        load_topics(tmp_path)
    (tmp_path / "b.yaml").write_text("name: Ferries")
    with pytest.raises(ConfigError, match=r"taken by a\.yaml"):
        load_topics(tmp_path)
    with pytest.raises(ConfigError, match="isn't a folder"):
        load_topics(tmp_path / "none")


def test_the_shipped_and_the_real_taxonomies_load() -> None:
    shipped = load_topics(ROOT / "config" / "topics")
    assert len(shipped) >= 8
    assert all(one.parent is None or one.parent in shipped for one in shipped.values())
    if SCHEMA.is_dir():
        assert all(len(load_topics(folder)) == len(list(folder.iterdir())) for folder in (SCHEMA / "topics").iterdir())


def test_the_stage_fills_its_slot_only() -> None:
    found = Extraction(title="Face recognition leaves the pier", excerpt="No more.", text=Text("No more.", "No more."), locale="en-gb")
    article, other = (Article("http://a.example/1", "http://a.example/1", found) for _ in range(2))
    TopicsStage(MACHINES, 3).process_item(article)
    assert article.topics == V
    article.topics = ()
    assert article == other
