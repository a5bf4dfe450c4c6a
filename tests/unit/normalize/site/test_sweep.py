"""What repeats on a site is taken out of a body, and nothing that is lost by it."""

from __future__ import annotations

import pytest

from copydesk.codec import encode
from copydesk.normalize import Template, extract, inspect_page, template_of
from copydesk.normalize.article import normalize_page, read_page
from copydesk.settings import NormalizeSettings
from tests.pages import facts
from tests.sitepages import INSERT, address, page, paragraphs

SETTINGS = NormalizeSettings()


def learned(insert: str | None = INSERT, heading: str | None = None) -> Template | None:
    """Return what repeats on five pages."""
    return template_of([(page(n, insert, heading=heading), address(n)) for n in range(5)])


def test_an_insert_that_the_vote_keeps_is_left_out_once_its_site_is_known() -> None:
    alone = extract(page(9), address(9))
    assert INSERT in alone.body.text
    article = extract(page(9), address(9), template=learned())
    assert article.body.text == "\n\n".join(paragraphs(9))
    assert article.extraction is not None
    assert article.extraction.removed == (INSERT,)
    assert article.provenance is not None
    assert article.provenance.stages[0].outcome == "charset utf-8; repeating on the site: 1"


def test_case_and_punctuation_make_no_difference() -> None:
    other = page(9, INSERT.upper().replace(";", " –"))
    article = extract(other, address(9), template=learned())
    assert article.body.text == "\n\n".join(paragraphs(9))


def test_without_a_template_nothing_changes() -> None:
    known = facts(address(9))
    body = page(9).encode()
    plain = encode(normalize_page(body, known, SETTINGS))
    none_of_it = Template(frozenset((12345,)))
    assert encode(normalize_page(body, known, SETTINGS, template=none_of_it)) == plain


def test_a_page_teaches_the_same_whether_or_not_it_is_swept() -> None:
    known, body = facts(address(9)), page(9).encode()
    alone = read_page(body, known, SETTINGS)
    swept = read_page(body, known, SETTINGS, template=learned())
    assert alone.article.body != swept.article.body
    assert alone.lesson == swept.lesson


def test_a_template_never_takes_most_of_a_body() -> None:
    template = template_of([(page(n), address(n)) for n in range(5)])
    short = page(9).replace(paragraphs(9)[1], "").replace(paragraphs(9)[2], "")
    short = short.replace(paragraphs(9)[0], "The market was closed on Monday, said the mayor.")
    article = extract(short, address(9), template=template)
    assert INSERT in article.body.text


@pytest.mark.parametrize("heading", ["Background", "Why it matters"])
def test_a_heading_that_many_stories_have_stays_over_copy(heading: str) -> None:
    template = template_of(
        [
            (page(n, f"Copy {n} of its own kind. " * 6, heading=heading), address(n))
            for n in (1, 2, 3)
        ]
    )
    assert template is not None
    article = extract(page(9, heading=heading), address(9), template=template)
    assert heading in article.body.text


def test_a_heading_goes_with_the_insert_below_it() -> None:
    template = learned(heading="Become a member")
    article = extract(page(9, heading="Become a member"), address(9), template=template)
    assert article.body.text == "\n\n".join(paragraphs(9))
    assert article.extraction is not None
    assert article.extraction.removed == ("Become a member", INSERT)


@pytest.mark.parametrize(
    "line", ["(Reporting by Ann Lee in London; editing by Bo Ek)", "Reporting by Ann Lee"]
)
def test_a_sign_off_above_an_insert_is_still_one(line: str) -> None:
    def signed(n: int) -> str:
        text = page(n, None)
        return text.replace("</article>", f"<p>{line}</p><p>{INSERT}</p></article>")

    template = template_of([(signed(n), address(n)) for n in range(5)])
    article = extract(signed(9), address(9), template=template)
    assert article.sign_off == line
    assert article.body.text == "\n\n".join(paragraphs(9))


def test_quotes_and_tables_that_repeat_stay() -> None:
    def quoted(n: int) -> str:
        quote = f"<blockquote><p>{INSERT}</p></blockquote>"
        return page(n).replace(f"<p>{INSERT}</p>", quote)

    assert template_of([(quoted(n), address(n)) for n in range(5)]) is None


def test_the_trace_says_why() -> None:
    article, trace = inspect_page(page(9), address(9), template=learned())
    (found,) = [block for block in trace.blocks if block.text == INSERT]
    assert (found.fate, found.field, found.reason) == (
        "furniture",
        "extraction.removed",
        "repeats on this site",
    )
    assert INSERT not in article.body.text


def test_pages_that_are_no_articles_are_passed_over() -> None:
    pages = [("<title>nothing</title>", address(50)), *((page(n), address(n)) for n in range(3))]
    assert template_of(pages) is not None
