"""Language, counts, keywords, fingerprint."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from copydesk.enrich.counts import counts_of
from copydesk.enrich.enrich import enrich
from copydesk.enrich.fingerprint import fingerprint_of
from copydesk.enrich.keywords import keywords_of
from copydesk.enrich.language import detect
from copydesk.enrich.words import count_words
from copydesk.events import FieldProvenance, Provenance
from copydesk.languages import language_tag
from tests.samples import normalized

ENGLISH = (
    "The ferry company said on Monday that the early boat would run until the end of March, "
    "when passengers will be counted and the council decides whether to keep it."
)
INDONESIAN = (
    "Perusahaan kapal mengatakan pada hari Senin bahwa kapal pagi akan berlayar sampai akhir "
    "Maret, ketika jumlah penumpang dihitung dan dewan kota memutuskan nasibnya."
)


@pytest.mark.parametrize(
    ("text", "declared", "tag"),
    [
        (ENGLISH, None, "en"),
        (ENGLISH, "en-GB", "en-GB"),
        (ENGLISH, "id", "en"),
        (INDONESIAN, "id", "id"),
        (INDONESIAN, "in", "id"),
        ("百年石桥修缮完工，今起恢复步行通行。", None, "zh"),
        ("Hi", "sv", "sv"),
        ("12345 …", None, "und"),
        ("", "fr", "fr"),
    ],
)
def test_the_text_decides_and_the_declaration_helps(
    text: str, declared: str | None, tag: str
) -> None:
    assert detect(text, declared).tag == tag


def test_a_detector_that_is_not_asked_gives_no_confidence() -> None:
    sure = detect(ENGLISH, None).confidence
    assert sure is not None
    assert 0.9 <= sure <= 1
    assert (detect("", "fr").confidence, detect("12345 …", None).confidence) == (None, None)


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("en", "en"),
        ("EN_us", "en-US"),
        ("zh-hans-cn", "zh-Hans-CN"),
        ("iw", "he"),
        ("pt-br.utf-8", "pt-BR"),
        ("es-419", "es-419"),
        ("english", None),
        ("", None),
        (None, None),
    ],
)
def test_tags_are_spelled_as_rfc_5646_says(text: str | None, tag: str | None) -> None:
    assert language_tag(text) == tag


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The ferry's back — at 4.50!", 6),
        ("百年石桥", 4),
        ("می\u200cماند خوب", 2),
        ("один два", 2),
        ("", 0),
        ("...", 0),
    ],
)
def test_words_are_counted_in_any_script(text: str, words: int) -> None:
    assert count_words(text) == words


def test_reading_time_is_in_minutes() -> None:
    counts = counts_of("word " * 460)
    assert (counts.words, counts.characters, counts.read_minutes) == (460, 2300, 2.0)


def test_keywords_are_what_the_text_is_about() -> None:
    text = "The ferry left. The ferry came back. Passengers of the ferry and the harbour."
    assert keywords_of("Ferry and harbour", text, "en") == ("ferry", "harbour")
    assert keywords_of("石桥开放", "石桥今天开放。石桥很老。", "zh")[0] == "石桥"


def test_a_language_without_stop_words_gives_no_keywords() -> None:
    assert keywords_of("a", "a a a", "und") == ()


def _distance(one: str | None, two: str | None) -> int:
    assert one is not None
    assert two is not None
    return (int(one, 16) ^ int(two, 16)).bit_count()


def test_fingerprints_of_near_duplicates_are_near() -> None:
    long = " ".join(f"{ENGLISH} Paragraph {n} adds words of its own." for n in range(12))
    edited = long.replace("Monday", "Tuesday", 1)
    assert _distance(fingerprint_of(long), fingerprint_of(edited)) <= 6
    assert _distance(fingerprint_of(long), fingerprint_of(INDONESIAN * 8)) > 12
    assert fingerprint_of("…") is None


def test_keywords_that_the_page_names_stay() -> None:
    said = Provenance(fields={"keywords": FieldProvenance(from_="json-ld")})
    article = normalized(1, text=ENGLISH)
    made = enrich(replace(article, keywords=("harbour",), provenance=said))
    assert made.keywords == ("harbour",)
    assert made.provenance is not None
    assert made.provenance.fields["keywords"].from_ == "json-ld"


def test_keywords_are_counted_where_the_page_names_none() -> None:
    made = enrich(normalized(1, text=f"{ENGLISH} {ENGLISH}"))
    assert "ferry" in made.keywords
    assert made.provenance is not None
    assert made.provenance.fields["keywords"].from_ == "term frequency"
