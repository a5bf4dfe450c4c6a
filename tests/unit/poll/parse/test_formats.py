"""RSS and Atom by their specifications, and the modules that news feeds use."""

from __future__ import annotations

import pytest

from copydesk.events import Enclosure
from copydesk.poll.parse.model import EntrySource

from .reading import ATOM, URL, atom, codes, entry, item, read, rss

DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
MEDIA = 'xmlns:media="http://search.yahoo.com/mrss/"'
CONTENT = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
ITUNES = 'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'


@pytest.mark.parametrize(
    ("document", "name"),
    [
        ('<rss version="0.91"><channel/></rss>', "RSS 0.91"),
        ('<rss version="0.92"><channel/></rss>', "RSS 0.92"),
        ('<rss version="2.0"><channel/></rss>', "RSS 2.0"),
        ("<rss/>", "RSS"),
        (f'<rdf:RDF {RDF} xmlns="http://purl.org/rss/1.0/"><channel/></rdf:RDF>', "RSS 1.0"),
        (
            f'<rdf:RDF {RDF} xmlns="http://my.netscape.com/rdf/simple/0.9/"><channel/></rdf:RDF>',
            "RSS 0.90",
        ),
        (atom(), "Atom 1.0"),
        ('<feed version="0.3" xmlns="http://purl.org/atom/ns#"/>', "Atom 0.3"),
        (f'<a:feed xmlns:a="{ATOM}"/>', "Atom 1.0"),
        ('<channel href="http://a.example/"><item href="x"/></channel>', "CDF"),
    ],
)
def test_the_format_is_named(document: str, name: str) -> None:
    assert read(document).format == name


def test_rss_1_0_items_stand_beside_the_channel() -> None:
    feed = read(
        f'<rdf:RDF {RDF} {DC} xmlns="http://purl.org/rss/1.0/">'
        '<channel rdf:about="https://a.example/"><title>Desk</title><link>https://a.example/</link>'
        "<dc:language>nl</dc:language></channel>"
        '<item rdf:about="https://a.example/1"><title>One</title><link>https://a.example/1</link>'
        "<dc:creator>Ann</dc:creator><dc:subject>World</dc:subject>"
        "<dc:date>2022-11-14T04:42:00+01:00</dc:date></item></rdf:RDF>"
    )
    [one] = feed.entries
    assert (feed.title, feed.link, feed.language) == ("Desk", "https://a.example/", "nl")
    assert (one.id, one.authors, one.categories) == ("https://a.example/1", ("Ann",), ("World",))
    assert one.published is not None
    assert one.published.offset == "+01:00"


def test_a_channels_own_things_are_not_an_items() -> None:
    head = (
        "<title>Desk</title><image><title>Logo</title><link>https://a.example/logo</link></image>"
        "<textInput><title>Search</title><link>https://a.example/q</link></textInput>"
    )
    feed = read(rss("<item><title>One</title></item>", head=head))
    assert (feed.title, feed.link, feed.entries[0].title) == ("Desk", None, "One")


@pytest.mark.parametrize(
    ("inner", "link", "entry_id"),
    [
        # RSS 2.0, guid: a permalink unless told otherwise.
        ("<guid>https://a.example/1</guid>", "https://a.example/1", "https://a.example/1"),
        ('<guid isPermaLink="false">https://a.example/1</guid>', None, "https://a.example/1"),
        ("<guid>7</guid>", None, "7"),
        ("<guid>7</guid><link>/1</link>", "https://a.example/1", "7"),
        ("<link> https://a.example/1 </link>", "https://a.example/1", None),
        ("<link/><guid>https://a.example/1</guid>", "https://a.example/1", "https://a.example/1"),
        (f'<link xmlns="{ATOM}" href="1"/>', "https://a.example/feeds/1", None),
        (f'<link xmlns="{ATOM}" rel="self" href="x"/><link>/1</link>', "https://a.example/1", None),
    ],
)
def test_links_and_ids_of_rss(inner: str, link: str | None, entry_id: str | None) -> None:
    found = item(inner)
    assert (found.link, found.id) == (link, entry_id)


@pytest.mark.parametrize(
    ("inner", "link"),
    [
        # RFC 4287 section 4.2.7.2: without rel it is alternate; IANA's address is the same.
        ('<link href="/1"/>', "https://a.example/1"),
        ('<link rel="http://www.iana.org/assignments/relation/alternate" href="/1"/>',
         "https://a.example/1"),
        ('<link rel="edit" href="/e"/><link rel="alternate" href="/1"/>', "https://a.example/1"),
        ('<link type="application/json" href="/j"/><link type="text/html" href="/1"/>',
         "https://a.example/1"),
        ("<id>https://a.example/1</id>", "https://a.example/1"),
        ("<id>tag:a.example,2022:1</id>", None),
    ],
)  # fmt: skip
def test_links_of_atom(inner: str, link: str | None) -> None:
    assert entry(inner).link == link


def test_ids_are_kept_as_served_whatever_the_base() -> None:
    # RFC 4287 section 4.2.6.1: they are compared letter by letter.
    found = entry("<id>One</id>", attributes='xml:base="https://b.example/"')
    assert (found.id, found.key) == ("One", "One")


def test_bases_add_up() -> None:
    # XML Base section 4; RFC 4287 section 2.
    feed = read(
        atom(
            '<entry xml:base="2022/"><link href="one"/>'
            '<content type="html">&lt;a href="pic"&gt;x&lt;/a&gt; &lt;b&gt;href="not"</content>'
            '<link rel="enclosure" href="a.mp3" type="audio/mpeg" length="5"/></entry>',
            attributes='xml:base="https://b.example/news/"',
        )
    )
    [one] = feed.entries
    assert one.link == "https://b.example/news/2022/one"
    assert one.content == '<a href="https://b.example/news/2022/pic">x</a> <b>href="not"'
    assert one.enclosures == (
        Enclosure(href="https://b.example/news/2022/a.mp3", type="audio/mpeg", length=5),
    )


def test_xhtml_is_kept_as_markup() -> None:
    # RFC 4287 section 3.1.1.3: the div is not part of the content.
    found = entry(
        '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">'
        '<p xml:lang="en">1 &lt; 2 &amp; <em>x</em><br/><img src="/p.png"/></p><p/></div></content>'
    )
    assert found.content == (
        '<p>1 &lt; 2 &amp; <em>x</em><br/><img src="https://a.example/p.png"/></p><p></p>'
    )


def test_atom_0_3_modes() -> None:
    feed = read(
        '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry>'
        '<title mode="escaped" type="text/html">A &amp;amp; B</title>'
        '<content type="text/html" mode="base64">PGI+eDwvYj4=</content>'
        "<issued>2022-11-14T04:42:00Z</issued><modified>2022-11-15T04:42:00Z</modified>"
        "</entry></feed>"
    )
    [one] = feed.entries
    assert (one.title, one.content) == ("A & B", "<b>x</b>")
    assert one.published is not None
    assert one.updated is not None
    assert (one.published.value.day, one.updated.value.day) == (14, 15)


@pytest.mark.parametrize(
    ("inner", "authors"),
    [
        ("<author>ann@example.com (Ann Example)</author>", ("Ann Example",)),
        ("<author>Ann Example &lt;ann@example.com&gt;</author>", ("Ann Example",)),
        ("<author>ann@example.com</author>", ("ann@example.com",)),
        ("<dc:creator>Ann</dc:creator><dc:creator>Bob</dc:creator>", ("Ann", "Bob")),
        ("<author>Ann</author><dc:creator>Ann</dc:creator>", ("Ann",)),
    ],
)
def test_authors_of_rss(inner: str, authors: tuple[str, ...]) -> None:
    assert item(inner, DC).authors == authors


def test_an_entry_without_authors_has_the_feeds() -> None:
    # RFC 4287 section 4.2.1.
    person = "<author><name>{}</name><email>x@a.example</email></author>"
    entries = f"<entry><id>1</id></entry><entry><id>2</id>{person.format('Bob')}</entry>"
    feed = read(atom(entries, head=person.format("Ann")))
    assert [one.authors for one in feed.entries] == [("Ann",), ("Bob",)]


def test_modules() -> None:
    found = item(
        "<description>Short</description><content:encoded><![CDATA[<p>Long</p>]]></content:encoded>"
        '<category domain="x">World</category><itunes:keywords>a, b</itunes:keywords>'
        '<source url="https://b.example/rss">B</source>'
        "<slash:comments>12</slash:comments><georss:point>45.25 -71.9</georss:point>"
        '<media:group><media:content url="/1.jpg" type="image/jpeg" fileSize="9"/></media:group>'
        '<media:thumbnail url="/t.jpg"/><enclosure url="/1.jpg" length="12" type="image/jpeg"/>',
        f"{CONTENT} {ITUNES} {MEDIA} xmlns:slash='http://purl.org/rss/1.0/modules/slash/' "
        "xmlns:georss='http://www.georss.org/georss'",
    )
    assert (found.summary, found.content) == ("Short", "<p>Long</p>")
    assert found.categories == ("World", "a", "b")
    assert found.source == EntrySource("B", "https://b.example/rss")
    assert (found.comments, found.location) == (12, (45.25, -71.9))
    assert found.enclosures == (
        Enclosure(href="https://a.example/1.jpg", type="image/jpeg", length=12),
        Enclosure(href="https://a.example/t.jpg"),
    )


def test_the_description_of_a_picture_is_no_summary() -> None:
    inner = (
        '<media:content url="/1.jpg"><media:description>A dog</media:description></media:content>'
    )
    assert item(f"{inner}<description>News</description>", MEDIA).summary == "News"
    assert item(inner, MEDIA).summary is None


def test_what_a_feed_says_of_when_it_changes() -> None:
    # RSS 2.0; RSS 1.0 module syndication; 24 is midnight in RSS 0.91.
    feed = read(
        rss(
            head="<ttl> 60 </ttl>"
            "<skipHours><hour>24</hour><hour>3</hour><hour>99</hour></skipHours>"
            "<skipDays><day>Sunday</day><day>saturday</day><day>Noday</day></skipDays>"
            "<sy:updatePeriod> Hourley </sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>"
            "<sy:updateBase>2000-01-01T12:00+00:00</sy:updateBase>",
            spaces='xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"',
        )
    )
    hints = feed.hints
    assert (feed.ttl, hints.skip_hours, hints.skip_days) == (60, (0, 3), ("Saturday", "Sunday"))
    assert (hints.update_period, hints.update_frequency) == ("hourly", 2)
    assert hints.update_every_s == 1800
    assert hints.update_base is not None
    assert hints.update_base.hour == 12


def test_where_a_feed_leads() -> None:
    # W3C WebSub section 4; RFC 5005 sections 3 and 4.
    head = "".join(
        f'<link rel="{rel}" href="/{rel}"/>'
        for rel in ("hub", "self", "next", "prev-archive", "alternate")
    )
    feed = read(atom(head=head))
    assert feed.links.hubs == ("https://a.example/hub",)
    assert feed.links.self == "https://a.example/self"
    assert feed.links.next == "https://a.example/next"
    assert feed.links.archive == "https://a.example/prev-archive"
    assert feed.link == "https://a.example/alternate"


def test_names_in_a_namespace_nobody_knows_are_the_feeds_own() -> None:
    feed = read(
        '<rss xmlns="http://new.example/"><channel><item><title>T</title></item></channel></rss>'
    )
    assert feed.entries[0].title == "T"
    foreign = '<rss><channel><item><x:title xmlns:x="http://x.example/">No</x:title></item></channel></rss>'
    assert read(foreign).entries[0].title is None


def test_prefixes_that_are_not_declared_are_understood() -> None:
    feed = read(rss("<item><dc:creator>Ann</dc:creator></item>"))
    assert feed.entries[0].authors == ("Ann",)
    assert "not-well-formed" not in codes(feed)


def test_the_language_is_the_feeds_or_the_headers() -> None:
    assert read(atom(attributes='xml:lang="de"')).language == "de"
    assert entry("<id>1</id>", 'xml:lang="de"').language is None
    from copydesk.poll import parse_feed

    headers = {"Content-Language": "fr, en"}
    assert parse_feed(rss().encode(), url=URL, headers=headers).language == "fr"


def test_entries_beyond_the_most_are_left_out() -> None:
    from copydesk.poll import parse_feed

    body = rss("".join(f"<item><guid>{n}</guid></item>" for n in range(9))).encode()
    feed = parse_feed(body, url=URL, max_entries=3)
    assert [one.id for one in feed.entries] == ["0", "1", "2"]
    assert "too-many-entries" in codes(feed)
