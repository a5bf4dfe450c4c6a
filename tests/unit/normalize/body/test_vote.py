"""Extractors vote on blocks; what their neighbours rule out is dropped."""

from __future__ import annotations

from copydesk.normalize.body import judge
from copydesk.normalize.body.blocks import typed
from copydesk.normalize.body.features import Context, features
from copydesk.normalize.body.neighbours import neighbours
from copydesk.normalize.body.segment import TextBlock, segment
from copydesk.normalize.body.vote import Verdict, around, keep, weights
from copydesk.normalize.body.voters import Ballot, Reading, Voice
from copydesk.normalize.page import parse_page

SENTENCES = [
    f"On day {n} the ferry left the {place} pier before dawn, and {n * 7} bakers and nurses, who "
    f"had asked for it since the {month} floods, were on board when it reached the other shore."
    for n, (place, month) in enumerate(
        [("northern", "March"), ("old", "April"), ("stone", "May"), ("iron", "June")], start=3
    )
]
COPY = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
PAGE = (
    "<html><head><title>Ferries leave early</title></head><body>"
    "<nav class='menu'><ul><li><a href='/a'>News</a><li><a href='/b'>Sport</a></ul></nav>"
    "<article><h1>Ferries leave early</h1><div class='body'>{copy}</div></article>"
    "<aside class='related'><h3>Most read</h3><ul><li><a href='/c'>A quite different story of "
    "another day</a><li><a href='/d'>And one that is as far from this as it can be</a></ul></aside>"
    "<footer><p>All rights reserved by the Harbour Post.</p></footer></body></html>"
)


def verdicts(copy: str = COPY) -> list[Verdict]:
    text = PAGE.format(copy=copy)
    return judge(parse_page(text, max_depth=512), text)


def kept(copy: str = COPY) -> list[str]:
    return [one.block.text for one in verdicts(copy) if one.kept]


def blocks_of(body: str) -> list[TextBlock]:
    return segment(parse_page(f"<html><body>{body}</body></html>", max_depth=512).tree)


def test_the_copy_is_kept_and_what_stands_around_it_is_not() -> None:
    assert kept() == SENTENCES


def test_each_block_says_how_sure_it_is_and_who_wants_it() -> None:
    by_text = {one.block.text: one for one in verdicts()}
    copy, menu = by_text[SENTENCES[1]], by_text["News"]
    assert copy.score > 0.9 > 0.1 > menu.score
    assert set(copy.voices) == set(menu.voices)
    assert set(copy.voices.values()) == {1.0}


def test_copy_that_is_split_into_many_boxes_is_kept_whole() -> None:
    split = "".join(
        f"<div class='part'><p>{sentence}</p></div><div class='ad-slot'><span>Advertisement</span>"
        "</div>"
        for sentence in SENTENCES
    )
    assert kept(split) == SENTENCES


def test_a_second_copy_of_the_text_is_dropped() -> None:
    assert kept(f"<div class='narrow'>{COPY}</div><div class='wide'>{COPY}</div>") == SENTENCES


def test_a_sentence_that_the_text_repeats_stays() -> None:
    others = "".join(f"<p>{' '.join(reversed(one.split()))}.</p>" for one in SENTENCES)
    blocks = blocks_of(f"{COPY}<p>{SENTENCES[0]}</p>{others}")
    assert all(keep(blocks, [0.9] * len(blocks)))


def test_a_heading_with_nothing_under_it_is_dropped() -> None:
    blocks = blocks_of(f"<h2>Boats</h2>{COPY}<h2>See also</h2>")
    assert keep(blocks, [0.9] * len(blocks)) == [True] * (len(blocks) - 1) + [False]


def test_where_little_is_sure_the_next_best_is_taken() -> None:
    blocks = blocks_of("<p>Fire in the old town.</p><p>Nobody was hurt.</p><p>Menu</p>")
    assert keep(blocks, [0.4, 0.3, 0.1]) == [True, True, False]


def test_short_blocks_around_the_body_are_there_for_furniture() -> None:
    before, after = around(verdicts())
    assert before[-1].text == "Ferries leave early"
    assert after[0].text == "Most read"


def test_the_weights_are_those_of_the_features() -> None:
    reading = Reading(blocks_of(COPY))
    voices = {"resiliparse": Voice(" ".join(SENTENCES))}
    known = [one for one in features(reading, voices, Context()) if one is not None]
    assert known
    first, second = weights().looks
    assert [list(one) for one in known] == [list(first.features)] * len(known)
    near = [one for one in neighbours(reading.blocks, [0.5] * len(reading.blocks)) if one]
    assert [[*one, *more] for one, more in zip(known, near, strict=True)] == [
        list(second.features)
    ] * len(known)


def test_a_voice_is_the_share_of_shingles_and_of_short_blocks_all_or_nothing() -> None:
    voice = Voice("one two three four five six")
    assert voice.of(Ballot(["one", "two", "three", "four", "five"])) == 1.0
    assert voice.of(Ballot(["two", "three", "four", "five", "x", "y", "z"])) == 0.25
    assert voice.of(Ballot(["five", "six"])) == 1.0
    assert voice.of(Ballot(["six", "five"])) == 0.0
    assert voice.of(Ballot([])) == 0.0


def test_blocks_have_kinds_and_lists_tables_and_embeds_are_one_each() -> None:
    found = typed(
        blocks_of(
            "<p>Text</p><h2>Head</h2><ul><li>one</li><li>two</li></ul><ol><li>three</ol>"
            "<table><tr><th>Ward</th><th>Votes</th></tr><tr><td>North</td><td>42</td></tr></table>"
            "<blockquote><p>Said she</p></blockquote>"
            "<blockquote class='twitter-tweet'><p>A post</p>— Ada (@ada)</blockquote>"
            "<table><tr><td><p>Laid out</p></td></tr></table>"
        )
    )
    assert [(one.kind, one.text) for one in found] == [
        ("paragraph", "Text"),
        ("heading", "Head"),
        ("list", "one\ntwo"),
        ("list", "three"),
        ("table", "Ward\tVotes\nNorth\t42"),
        ("quote", "Said she"),
        ("embed", "A post — Ada (@ada)"),
        ("paragraph", "Laid out"),
    ]
