"""A page's text is read as blocks, as a reader sees them."""

from __future__ import annotations

import pytest

from copydesk.normalize.body import hints
from copydesk.normalize.body.segment import FLAGS, TOKEN, TextBlock, segment
from copydesk.normalize.page import parse_page


def blocks(body: str) -> list[TextBlock]:
    return segment(parse_page(f"<html><body>{body}</body></html>", max_depth=512).tree)


def texts(body: str) -> list[str]:
    return [block.text for block in blocks(body)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>One.</p><p>Two.</p>", ["One.", "Two."]),
        ("<div>One.<br><br>Two.<br/>Three.</div>", ["One.", "Two.", "Three."]),
        ("<div>Before <p>inside</p> after</div>", ["Before", "inside", "after"]),
        ("<p>A <b>bold</b><i>er</i> word</p>", ["A bolder word"]),
        ("<p>One<script>var x</script> line<style>p{}</style></p>", ["One line"]),
        ("<table><tr><td>A</td><td>B</td></tr></table>", ["A", "B"]),
        ("<ul><li>one<li>two</ul>", ["one", "two"]),
        ("<select><option>no</select><button>no</button><textarea>no</textarea>", []),
        ("<custom-tag>One</custom-tag><custom-tag>Two</custom-tag>", ["One", "Two"]),
        ("<ruby>漢<rt>かん</rt>字</ruby>", ["漢字"]),
        (" \n ", []),
    ],
)
def test_blocks_end_where_a_reader_sees_an_end(body: str, expected: list[str]) -> None:
    assert texts(body) == expected


def test_what_is_linked_and_what_is_set_apart_is_known() -> None:
    linked, half, bold, plain = blocks(
        "<p><a href='/'>All of it</a></p><p>Half <a href='/'>link</a></p>"
        "<p><em>Set <b>apart</b></em></p><p>Not <em>all</em></p>"
    )
    assert (linked.link_share, half.link_share) == (1.0, 0.5)
    assert (bold.emphasised, plain.emphasised) == (True, False)


def test_a_span_that_holds_a_whole_block_hints_at_what_it_is() -> None:
    whole, part = blocks(
        "<div><span class='caption'>A boat.</span></div>"
        "<div>A <span class='caption'>boat</span></div>"
    )
    assert dict(zip(hints.NAMES, hints.unpack(whole.own_hints), strict=True))["picture"] == 1.0
    assert part.own_hints == 0


def test_what_holds_a_block_is_inherited() -> None:
    [block] = blocks(
        "<aside class='related-news'><div style='display: none'><ul><li>x</ul></div></aside>"
    )
    found = {name for name, bit in FLAGS.items() if block.node.flags & bit}
    assert found == {"aside", "hidden", "in-list"}
    assert dict(zip(hints.NAMES, hints.unpack(block.node.hints), strict=True))["related"] == 1.0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It can't 42", ["It", "can", "t", "42"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("العربيّة", ["العربيّة"]),
        ("AI技术", ["AI", "技", "术"]),
        ("ภาษา", ["ภ", "า", "ษ", "า"]),
        ("한국어 신문", ["한국어", "신문"]),
    ],
)
def test_tokens_are_words_or_letters_as_the_script_has_them(text: str, expected: list[str]) -> None:
    assert TOKEN.findall(text) == expected


def test_letters_without_spaces_count_as_parts_of_words() -> None:
    [block] = blocks("<p>" + "字" * 50 + "</p>")
    assert block.words == pytest.approx(20.0)


def test_an_article_right_after_the_title_is_read() -> None:
    page = parse_page("<title>Boats</title><article><p>They sail.</p></article>", max_depth=512)
    assert [block.text for block in segment(page.tree)] == ["They sail."]
