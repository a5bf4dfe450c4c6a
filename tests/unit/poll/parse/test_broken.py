"""Feeds that are broken, hostile, or none."""

from __future__ import annotations

import contextlib
import time

import pytest

from copydesk.errors import PermanentError
from copydesk.poll.parse.packed import parse_packed, unpack
from copydesk.processes import Processes

from .reading import URL, atom, codes, read, rss

PAGE = "<!DOCTYPE html><html><head><title>A page</title></head><body><p>Hello<br></body></html>"


@pytest.mark.parametrize(
    "body",
    [
        "",
        " \n",
        "Hello",
        "\0\1",
        "{}",
        "[]",
        '{"items": []}',
        '{"version": 1}',
        "<x/>",
        "<",
        "<!--",
        "<?xml version='1.0'?>",
        "<opml version='2.0'><body/></opml>",
        PAGE,
    ],
)
def test_what_is_no_feed_is_refused_by_one_error(body: str) -> None:
    with pytest.raises(PermanentError) as caught:
        read(body)
    assert caught.value.code == "not-a-feed"
    assert URL in caught.value.message


@pytest.mark.parametrize(
    "page", [PAGE, '<html xmlns="http://www.w3.org/1999/xhtml"><body><p>Hello</p></body></html>']
)
def test_a_web_page_is_called_one(page: str) -> None:
    with pytest.raises(PermanentError, match="is a web page, not a feed"):
        read(page)


@pytest.mark.parametrize(
    ("document", "titles", "warning"),
    [
        # Single characters: mended, and read as XML.
        (rss("<item><title>A & B\x08 &eacute;</title></item>"), ["A & B é"], "characters-mended"),
        ("PHP Notice: x\n<?xml version='1.0'?>" + rss("<item><title>A</title></item>"), ["A"],
         "junk-before-xml"),
        ("<!-- x -->\n<?xml version='1.0'?>" + rss("<item><title>A</title></item>"), ["A"],
         "junk-before-xml"),
        (rss("<item><title>A</title></item>") + "<script>x</script>", ["A"], "characters-mended"),
        # Tags: read by the tolerant parser.
        (rss("<item><title>A</title></item><item><title>B</title>").removesuffix("</channel></rss>"),
         ["A", "B"], "not-well-formed"),
        (rss("<item><title>A</title><description><p>x</description></item>"
             "<item><title>B</title></item>"), ["A", "B"], "not-well-formed"),
        (rss("<item a=1><title>A</title></item>"), ["A"], "not-well-formed"),
        (atom("<entry><title>A</title><link href='/1'></entry>"), ["A"], "not-well-formed"),
    ],
)  # fmt: skip
def test_what_is_broken_is_read_and_told(document: str, titles: list[str], warning: str) -> None:
    feed = read(document)
    assert [one.title for one in feed.entries] == titles
    assert warning in codes(feed)


def test_the_tolerant_reader_gives_the_same_things() -> None:
    inner = (
        "<guid isPermaLink='false'>7</guid><title>A &amp; B</title><link>/1</link>"
        "<description>&lt;a href='/x'&gt;S&lt;/a&gt;</description><category>World</category>"
        "<pubDate>Mon, 14 Nov 2022 04:42:00 CEST</pubDate><author>ann@example.com (Ann)</author>"
        "<enclosure url='/1.jpg' type='image/jpeg' length='12'/>"
    )
    head = "<title>Desk</title><link>/</link><language>id</language><ttl>5</ttl>"
    fast = read(rss(f"<item>{inner}</item>", head))
    tolerant = read(rss(f"<item>{inner}</item>", head).removesuffix("</rss>"))
    assert tolerant.entries == fast.entries
    assert (tolerant.title, tolerant.link, tolerant.language, tolerant.hints, tolerant.format) == (
        fast.title,
        fast.link,
        fast.language,
        fast.hints,
        fast.format,
    )


def test_an_entry_listed_twice_is_told() -> None:
    assert "listed-twice" in codes(read(rss("<item><guid>7</guid></item>" * 2)))


def attributes(count: int, prefix: str = "a") -> str:
    return " ".join(f'{prefix}{n}="u"' for n in range(count))


HOSTILE = {
    "namespaces": f"<rss {attributes(50_000, 'xmlns:n')}><channel/></rss>",
    "attributes": f"<rss><channel><item {attributes(100_000)}/></channel></rss>",
    "attributes, broken": f"<rss {attributes(100_000)}><channel><item></channel></rss>",
    "attributes, spread": "<rss>" + f"<item {attributes(5000)}>" * 200,
    "namespaces, spread": "<rss>" + f"<item {attributes(4000, 'xmlns:n')}>" * 100,
    "tags that do not end": "<rss>" + "<" * 10_000_000,
    "empty tags": "<rss>" + "<>" * 3_000_000,
    "items": "<rss><channel>" + "<item>" * 300_000,
    "deep": "<rss><channel><item><description>" + "<b>" * 1_000_000,
    "deep, whole": rss(f"<item>{'<b>' * 1900}{'</b>' * 1900}</item>"),
    "bases": atom("<entry xml:base='a/'><link href='x'/>" * 1900 + "</entry>" * 1900),
    "references": rss(head=f"<title>{'&' * 10_000_000}</title>"),
    "entities": "<!DOCTYPE r [<!ENTITY a 'ha'>"
    + "".join(f"<!ENTITY b{n} '{'&a;' * 10}'>" for n in range(9))
    + f"]><rss><channel><title>{'&a;&b1;' * 100_000}</title></channel></rss>",
    "document type": "<!DOCTYPE rss [" + "]" * 1_000_000,
    "character data": "<rss>" + "<![CDATA[" * 500_000,
    "comments": "<rss>" + "<!--" * 1_000_000,
    "instructions": "<rss>" + "<?" * 1_000_000 + ">" * 1_000_000,
    "arrays": '{"version": "https://jsonfeed.org/version/1.1", "items": ' + "[" * 1_000_000,
    "dates": rss(f"<item><pubDate>{'ab ' * 33}</pubDate></item>" * 20_000),
    "links": atom("<entry><content type='html'>" + "&lt;a href='" * 400_000 + "</content></entry>"),
    "addresses": rss(f"<item><author>{'a.' * 400_000}@</author></item>"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_input_costs_little(name: str) -> None:
    body = HOSTILE[name].encode()
    begin = time.process_time()
    with contextlib.suppress(PermanentError):
        read(body)
    # Each is far below a second; the rest is for a busy machine.
    assert time.process_time() - begin < 5


def test_no_file_and_no_network_is_reached_through_a_feed() -> None:
    head = '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname"> %y;]>'
    feed = read(head + rss("<item><title>&x;</title></item>"))
    assert feed.entries[0].title == "&x;"


async def test_the_stage_gets_the_same_from_the_parsers_process() -> None:
    body = rss(
        "<item><title>Новости</title><pubDate>Mon, 14 Nov 2035 04:42:00 +0330</pubDate></item>"
    ).encode()
    processes = Processes(size=1, timeout_s=30.0, memory_mb=1024)
    try:
        packed = await processes.run(parse_packed, body, URL, {}, None, None, what=URL)
        with pytest.raises(PermanentError, match="is a web page") as caught:
            await processes.run(parse_packed, PAGE.encode(), URL, {}, None, None, what=URL)
    finally:
        await processes.close()
    assert unpack(packed) == read(body)
    assert caught.value.code == "not-a-feed"


def test_an_undeclared_prefix_in_inline_markup_is_left_out() -> None:
    # Found by the fuzz test: such a name can be read and not be set.
    broken = (
        "<rss><content type='xhtml'><item><content type='xhtml'><georss:point>1 2</georss:point>"
    )
    [entry] = read(broken).entries
    assert entry.content == "<point>1 2</point>"
