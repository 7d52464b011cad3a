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
    Topic("AI in Banking", "AI", keywords=("bank", "loan")),
    Topic("Robots", "AI", keywords=("robot", "PyTugs")),
)
# A product's world: its name is made of common words, and names of this table are in sentence case.
PRODUCT = table(
    Topic("Paper Trails", keywords=("paper trails",), hashtags=("#PaperTrails",)),
    Topic("Sheet views", "Paper Trails", keywords=("sheet view", "sheet views")),
    Topic("Crews integration", "Paper Trails", keywords=("crews",)),
)
# Several languages, several roots.
WORLD = table(
    Topic("Elections", keywords=("election", "Landtagswahl", "élection présidentielle", "elección", "eleição", "wybory", "seçim", "vaalit")),
    Topic("Climate", keywords=("climate change", "Klima", "Klimaschutz", "changement climatique", "cambio climático", "ilmasto", "изменение")),
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
    (PRODUCT, "en", "A Better Timeline in Paper Trails", P),
    (PRODUCT, "en", "Auditors follow old paper trails through the archive", N),
    (PRODUCT, "en", "How high-paper trails wind up the hill", N),
    # common words need company
    (PRODUCT, "en", "Lifeboat crews rescue two sailors", N),
    (PRODUCT, "en", "Paper Trails now talks to Crews, its maker says", ("Crews integration", "Paper Trails")),
    (MACHINES, "en", "She would dictate letters at dawn", N),
    (MACHINES, "en", "Bank lowers its fees", N),  # a facet without its parent
    (MACHINES, "en", "Bank tries AI for its tills", ("AI in Banking", "AI")),
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
