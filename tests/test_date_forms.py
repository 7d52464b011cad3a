"""Dates as newsrooms of many languages print them: every month's word in every order, and whole lines with times."""

from __future__ import annotations

import time

import pytest

from crawler.date_words import MONTHS
from pipelines.extract.date_text import Habits, parse, stamps

# Texts beside the language; all of them name 26 December 2021, those with a clock 15:42.
DAYS = [
    ("26 December 2021", "en"), ("26 DECEMBER 2021", "en"), ("Sunday 26 December 2021", "en"), ("26th of December, 2021", "en"),
    ("26 December, 2021", "en"), ("Dec 26, ’21", "en"), ("Dec.26,2021", "en"), ("26-Dec-21", "en"),
    ("26 Dezember 2021", "de"), ("26 december 2021", "nl"), ("26 decembrie 2021", "ro"), ("26 Desember 2021", "id"),
    ("26 de diciembre del 2021", "es"), ("26 Dezembro, 2021", "pt"), ("26 DECEMBRE 2021", "fr"),
    ("26 ديسمبر، 2021", "ar"), ("26 كانون الأول 2021", "ar"), ("26 كانون الأول/ديسمبر 2021", "ar"), ("26 دجنبر 2021", "ar"),
    ("26 ธ.ค. 2564", "th"), ("26 ธันวาคม พ.ศ. 2564", "th"), ("26 דצמ׳ 2021", "he"), ("26 दिस॰ 2021", "hi"),
    ("26 Tháng Mười Hai, 2021", "vi"), ("Tháng 12 26, 2021", "vi"), ("26 Th12, 2021", "vi"),
    ("12 月 26, 2021", "zh"), ("十二月 26, 2021", "zh"), ("26 12월 2021", "ko"),
    ("2021eko abenduaren 26a", "eu"), ("2021(e)ko abenduaren 26(a)", "eu"), ("2021. gada 26. decembris", "lv"),
    ("2021 ж. 26 желтоқсан", "kk"), ("2021 թ. դեկտեմբերի 26", "hy"), ("26 ഡിസംബർ 2021", "ml"), ("26 දෙසැම්බර් 2021", "si"),
]  # fmt: skip
CLOCKS = [
    ("26 dic. 2021 3:42 p. m.", "es"), ("26/12/2021, 3:42 p.m.", "es"), ("26 Δεκεμβρίου 2021, 3:42 μ.μ.", "el"),
    ("26/12/2021، 3:42 م", "ar"),
    ("26. prosinca 2021. u 15:42", "hr"), ("26.12.2021. 15:42", "sr"), ("2021. 12. 26. 15:42", "hu"), ("26 Disember 2021 3:42 PTG", "ms"),
    ("15:42, 26 December 2021", "en"), ("26 december 2021 15.42", "sv"), ("26 ธ.ค. 2564 15:42 น.", "th"), ("26 ديسمبر 2021، 15:42", "ar"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "language"), DAYS)
def test_a_day_in_its_language(text: str, language: str) -> None:
    found = [stamp for stamp, _ in stamps(f"Harbour reopens\n{text}\nShips wait", Habits(language))]
    assert [(stamp.day.isoformat(), stamp.precision) for stamp in found] == [("2021-12-26", "day")]


@pytest.mark.parametrize(("text", "language"), CLOCKS)
def test_a_day_with_its_clock(text: str, language: str) -> None:
    found = [stamp for stamp, _ in stamps(f"Harbour reopens\n{text}\nShips wait", Habits(language))]
    assert [stamp.wall.isoformat(" ", "minutes") for stamp in found] == ["2021-12-26 15:42"]


@pytest.mark.parametrize("form", ["26 {} 2021", "{} 26, 2021", "26. {} 2021", "2021 {} 26", "26 de {} de 2021"])
def test_every_month_in_every_order(form: str) -> None:
    """No month may be lost to a particle that begins like it ("26 de" in "26 December")."""
    lost = []
    for word, month in MONTHS.items():
        stamp = parse(form.format(word), Habits())
        if stamp is None or (stamp.wall.year, stamp.wall.month, stamp.wall.day) != (2021, month, 26):
            lost.append(word)
    assert lost == []


@pytest.mark.parametrize(
    "text", ["26 كانون " * 6000, "ก.ก." * 15_000 + "2021", "26 tháng " * 6000, "2021. gada 2" * 5000, "26 de " * 10_000]
)
def test_hostile_words_take_bounded_time(text: str) -> None:
    start = time.process_time()
    list(stamps(text))
    assert time.process_time() - start < 2
