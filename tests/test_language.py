"""What a page declares of its language, what its text says, and which of the two is believed."""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.items import Hints, Page
from pipelines.extract.language import find_locale
from pipelines.extract.tongues import detect, read_tag, speaks
from pipelines.extract.view import View

ROOT = Path(__file__).resolve().parents[1]
TEXTS = {
    "en": "The last ferry left the harbour on Sunday, and the people who had come to see it off stood on the quay for a while. They "
    "have not been told what is to become of it.",
    "de": "Die letzte Fähre hat den Hafen am Sonntag verlassen, und die Leute, die zum Abschied gekommen waren, standen noch eine "
    "Weile auf dem Kai. Was aus ihm wird, ist nicht bekannt.",
    "fr": "Le dernier bac a quitté le port dimanche, et les gens qui étaient venus pour le voir partir sont restés un moment sur le "
    "quai. On ne sait pas ce que la ville en fera.",
    "es": "El último transbordador salió del puerto el domingo, y la gente que había venido a despedirlo se quedó un rato en el "
    "muelle. No se sabe lo que será de los barcos.",
    "it": "L'ultimo traghetto ha lasciato il porto domenica, e la gente che era venuta a salutarlo è rimasta un po' sul molo. Non "
    "si sa che cosa sarà della nave e di chi ci lavora.",
    "pt": "A última balsa deixou o porto no domingo, e as pessoas que tinham vindo para se despedir ficaram um pouco no cais. Não "
    "se sabe o que será feito dos barcos e da tripulação.",
    "nl": "De laatste veerboot heeft de haven op zondag verlaten, en de mensen die waren gekomen om afscheid te nemen bleven nog "
    "even op de kade. Het is niet bekend wat er met het schip gebeurt.",
    "pl": "Ostatni prom opuścił port w niedzielę, a ludzie, którzy przyszli go pożegnać, jeszcze przez chwilę stali na nabrzeżu. "
    "Nie wiadomo, co się z nim stanie i kto to będzie wiedział.",
    "sv": "Den sista färjan lämnade hamnen på söndagen, och de som hade kommit för att ta farväl stod kvar en stund på kajen. Det "
    "är inte känt vad som ska hända med den.",
    "fi": "Viimeinen lautta lähti satamasta sunnuntaina, ja ihmiset, jotka olivat tulleet hyvästelemään sitä, seisoivat vielä "
    "hetken laiturilla. Ei ole tiedossa, mitä sille tapahtuu, mutta asia on auki.",
    "tr": "Son vapur pazar günü limandan ayrıldı ve onu uğurlamaya gelen insanlar bir süre daha rıhtımda bekledi. Bu gemiye ne "
    "olacağı henüz bilinmiyor, ama çok kişi için önemli bir konu.",
    "cs": "Poslední přívoz opustil přístav v neděli a lidé, kteří se s ním přišli rozloučit, ještě chvíli stáli na nábřeží. Neví "
    "se, co s ním bude, ale je to jen otázka času a peněz.",
    "ru": "Последний паром ушёл из порта в воскресенье, и люди, которые пришли его проводить, ещё немного стояли на причале. Пока "
    "не известно, что с ним будет и кто это решит.",
    "el": "Το τελευταίο πλοίο έφυγε από το λιμάνι την Κυριακή, και οι άνθρωποι που είχαν έρθει να το αποχαιρετήσουν έμειναν για "
    "λίγο στην προβλήτα.",
    "ja": "最後の連絡船は日曜日に港を出た。見送りに来た人々はしばらく岸壁に立っていた。船がこれからどうなるのかは、まだ。" * 2,
    "zh": "最后一班渡轮于周日离开港口，前来送行的人们在码头上站了一会儿。没有人知道这艘船今后会怎样，市政府也没有作出任何说明。" * 2,
    "ko": "마지막 연락선이 일요일에 항구를 떠났고, 배웅하러 온 사람들은 한동안 부두에 서 있었다. 배가 앞으로 어떻게 될지는 모른다." * 2,
    "he": "המעבורת האחרונה עזבה את הנמל ביום ראשון, והאנשים שבאו להיפרד ממנה עמדו עוד זמן מה על הרציף. " * 2,
    "uk": "Останній пором вийшов з порту в неділю, і люди, які прийшли його провести, ще трохи стояли на причалі. Поки що не "
    "відомо, що з ним буде.",
}  # fmt: skip


UNSEEN = {  # by the detector of n-grams
    "zu": "Abantu bafike ethekwini ngeSonto ukuthi babone isikebhe sokugcina, kodwa uma sekudlulile akekho oshilo ukuthi kuzokwenzekani "
    "ngaso, futhi umasipala akakasho lutho ngoba usalinde.",
    "xh": "Abantu bafike ezibukweni ngeCawa ukuba babone isikhitshane sokugqibela, kodwa xa sele sihambile akukho mntu utshoyo ukuba kuza "
    "kwenzeka ntoni, kwaye umasipala akathethi kuba usalinde.",
    "is": "Síðasta ferjan fór úr höfninni á sunnudag og fólkið sem hafði komið til að kveðja hana stóð enn um stund á bryggjunni. Það er "
    "ekki vitað hvað verður um hana en bærinn ætlar að ræða það við eigandann.",
    "eu": "Azken ferrya igandean atera zen portutik, eta agurtzera etorri ziren lagunak kaian geratu dira. Ez da jakin zer egin behar den, "
    "baina udalak esan du hori ere aztertu dute eta ez dago erabakirik.",
}
NEIGHBOURS = {  # of those, which share words with them
    "da": "Den sidste færge forlod havnen om søndagen, og de folk der var kommet til for at sige farvel, stod en stund på kajen. Det er "
    "ikke til at vide, hvad der skal ske med den, og ingen af dem har sagt noget.",
    "no": "Den siste fergen forlot havnen på søndag, og folk som var kommet for å ta farvel med den sto en stund på kaia. Det er ikke "
    "kjent hva som skal skje med den, og ingen av dem har sagt noe til oss.",
    "sw": "Feri ya mwisho iliondoka bandarini siku ya Jumapili, na watu waliokuja kuiaga walikaa kwa muda katika gati. Haijulikani kitu "
    "gani kitatokea na meli hiyo, alisema meneja wa bandari kwa waandishi wa habari.",
    "id": "Kapal feri terakhir meninggalkan pelabuhan pada hari Minggu, dan orang yang datang untuk melepasnya masih berdiri di dermaga. "
    "Tidak ada yang tahu apa yang akan terjadi dengan kapal itu dan para awaknya.",
}


def page(
    lang: str | None = None, head: str = "", headers: dict[str, str] | None = None, hints: Hints | None = None, body: str = ""
) -> View:
    html = f"<html{f' lang={lang!r}' if lang else ''}><head>{head}</head><body>{body}</body></html>"
    return View(
        Page("https://paper.example/a", "https://paper.example/a", 200,
        {"content-type": "text/html; charset=utf-8"} | (headers or {}), html.encode(), datetime(2026, 1, 1, tzinfo=UTC), hints or Hints())
    )  # fmt: skip


def locale(view: View, text: str | None = None) -> str | None:
    found = find_locale(view, text)
    return found.value if found else None


@pytest.mark.parametrize(
    ("raw", "tag"),
    [
        ("en", "en"), ("EN-us", "en-us"), ("en_GB", "en-gb"), ("de-DE", "de-de"), ("de_CH.UTF-8", "de-ch"), ("zh-Hant-TW", "zh-tw"),
        ("zh-Hans", "zh"), ("sr-Latn-RS", "sr-rs"),
        ("es-419", "es-419"), ("Spanish", "es"), ("Deutsch", "de"), ("kr", "ko"), ("jp", "ja"), ("deu", "de"), ("iw", "he"), ("nb-NO",
        "nb-no"),
        ("http://id.loc.example/vocabulary/iso639-1/fr", "fr"), ("utf-8", None), ("von", None), ("", None), ("  ", None),
        ("x-default", None), ("{{lang}}", None), ("english text here", None),
    ],
)  # fmt: skip
def test_read_tag(raw: str, tag: str | None) -> None:
    assert read_tag(raw) == tag


@pytest.mark.parametrize(("language", "text"), TEXTS.items())
def test_text_alone(language: str, text: str) -> None:
    assert locale(page(), text) == language
    assert speaks(text, language) or language == "cs"
    assert not speaks(text, "en") or language == "en"


@pytest.mark.parametrize(("language", "text"), [*UNSEEN.items(), *NEIGHBOURS.items()])
def test_languages_that_share_words(language: str, text: str) -> None:
    assert locale(page(), text) == language
    assert locale(page("en"), text) == language


FOOTER = "Info Presse Urheberrecht Kontakt Werben Entwickler Impressum Nutzungsbedingungen Datenschutz Richtlinien und Sicherheit der Seite"
CODE = "def close(port): return [ferry.name for ferry in port.ferries if ferry.is_last()] "


@pytest.mark.parametrize(
    ("head", "text", "expected"),
    [
        # what surrounds a video is in the visitor's language
        (f'<meta property="og:type" content="video.other"><meta property="og:description" content="{TEXTS["es"]}">', FOOTER, "es"),
        ('<meta property="og:type" content="video.other"><meta property="og:description" content="Golazo">', FOOTER, "de-de"),
        (f'<meta property="og:description" content="{TEXTS["fr"]}">', "Photo", "fr"),
        (f'<meta property="og:description" content="{TEXTS["fr"]}">', TEXTS["de"], "de-de"),
    ],
)
def test_videos_and_short_texts(head: str, text: str, expected: str) -> None:
    assert locale(page("de-DE", head), text) == expected


def test_half_of_a_text_on_programming_is_code() -> None:
    assert locale(page(), CODE * 3 + TEXTS["zh"]) == "zh"
    assert locale(page(), TEXTS["en"] * 2 + "（最后一班渡轮，最後の連絡船）") == "en"


@pytest.mark.parametrize(("language", "text"), [(k, v) for k, v in TEXTS.items() if k not in ("en", "cs", "uk", "ru")])
def test_template_in_english(language: str, text: str) -> None:
    assert locale(page("en-US", '<meta property="og:locale" content="en_US">'), text) == language


@pytest.mark.parametrize(("language", "text"), TEXTS.items())
def test_declared_rightly(language: str, text: str) -> None:
    assert locale(page(language), text) == language


@pytest.mark.parametrize(
    ("view", "text", "expected"),
    [
        (page("de"), None, "de"),
        (page("de-AT"), TEXTS["de"], "de-at"),
        (page("de", '<meta property="og:locale" content="de_DE">'), TEXTS["de"], "de-de"),
        (page("en-GB", '<meta property="og:locale" content="en_US">'), TEXTS["en"], "en-gb"),
        (page("en", '<meta property="og:locale" content="de_DE">'), TEXTS["de"], "de-de"),
        (page(None, '<meta http-equiv="content-language" content="fr">'), None, "fr"),
        (page(None, '<meta name="language" content="Italian">'), None, "it"),
        (page(None, '<script type="application/ld+json">{"@type":"NewsArticle","inLanguage":"pt-BR"}</script>'), None, "pt-br"),
        (
            page(
                None,
                '<script type="application/ld+json">{"@type":"NewsArticle",'
                '"inLanguage":{"@type":"Language","name":"Spanish","alternateName":"es"}}</script>',
            ),
            None,
            "es",
        ),
        (
            page(None, '<link rel="alternate" hreflang="nl-BE" href="/a"><link rel="alternate" hreflang="fr-BE" href="/fr/a">'),
            None,
            "nl-be",
        ),
        (page(None, headers={"content-language": "sv"}), None, "sv"),
        (page(None, headers={"content-language": "sv, en, de"}), None, None),
        (page(None, hints=Hints(language="da")), None, "da"),
        # close relatives and short texts: the declaration stands
        (page("nb"), TEXTS["sv"], "nb"),
        (page("sk"), TEXTS["cs"], "sk"),
        (page("gl"), TEXTS["es"], "gl"),
        (page("uk"), TEXTS["ru"], "uk"),
        (page("en"), "Nvidia Blackwell GPU", "en"),
        (
            page("en"),
            "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore et dolore magna aliqua. "
            * 4,
            "en",
        ),
        (page("xx"), TEXTS["fr"], "fr"),
        (page(None, body=f"<p>{TEXTS['it']}</p>"), None, "it"),
        (page(), "1234 5678 " * 40, None),
        (page(), None, None),
    ],
)
def test_page(view: View, text: str | None, expected: str | None) -> None:
    assert locale(view, text) == expected


def test_same_answer_in_another_process() -> None:
    mixed = " ".join(TEXTS[one] for one in ("en", "de", "fr"))[100:400]
    command = f"from pipelines.extract.tongues import detect; print(detect({mixed!r}))"
    answers = {
        subprocess.run([sys.executable, "-c", command], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()
        for _ in range(2)
    }
    assert answers == {str(detect(mixed))}


def test_declared_text_is_checked_without_the_detector() -> None:
    view = page("en")
    locale(view, TEXTS["en"] * 5)
    start = time.process_time()
    for _ in range(50):
        locale(view, TEXTS["en"] * 500)
    assert (time.process_time() - start) / 50 < 0.005
