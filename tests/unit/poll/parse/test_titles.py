"""Titles are plain text, their entities decoded once."""

from __future__ import annotations

import pytest

from .reading import entry, item


@pytest.mark.parametrize(
    ("written", "title"),
    [
        # RSS Advisory Board, Best Practices Profile, "Character Data": titles are plain text.
        ("AT&amp;T", "AT&T"),
        ("AT&amp;amp;T", "AT&amp;T"),
        ("AT&#x26;T", "AT&T"),
        ("1 &lt; 2", "1 < 2"),
        ("The &lt;b&gt; tag", "The <b> tag"),
        ("Caf&eacute; &nbsp;&mdash; x", "Café \xa0— x"),
        ("AT&T & Co &unknown; &", "AT&T & Co &unknown; &"),
        ("it&#146;s", "it’s"),
        ("&#8217;&#146;&#x1F;", "’’"),
        # XML decodes nothing in CDATA.
        ("<![CDATA[AT&amp;T &#8217; <b>]]>", "AT&T ’ <b>"),
        ("<![CDATA[A & B]]>", "A & B"),
        ("A <b>bold</b> one", "A bold one"),
        (" \n two  words ", "two  words"),
    ],
)
def test_titles_of_rss(written: str, title: str) -> None:
    assert item(f"<title>{written}</title>").title == title


@pytest.mark.parametrize(
    ("attributes", "written", "title"),
    [
        # RFC 4287 section 3.1.1.
        ("", "AT&amp;amp;T", "AT&amp;T"),
        ("", "<![CDATA[AT&amp;T]]>", "AT&amp;T"),
        ('type="text"', "The &lt;b&gt; tag", "The <b> tag"),
        ('type="html"', "AT&amp;amp;T", "AT&T"),
        ('type="html"', "The &amp;lt;b&amp;gt; tag", "The <b> tag"),
        ('type="html"', "A &lt;b&gt;bold&lt;/b&gt; one", "A bold one"),
        ('type="html"', "<![CDATA[she&#8217;s <i>here</i>]]>", "she’s here"),
        (
            'type="xhtml"',
            '<div xmlns="http://www.w3.org/1999/xhtml">The &lt;b&gt; <i>tag</i></div>',
            "The <b> tag",
        ),
    ],
)
def test_titles_of_atom(attributes: str, written: str, title: str) -> None:
    assert entry(f"<title {attributes}>{written}</title>").title == title


def test_names_that_a_document_type_declares() -> None:
    from .reading import read, rss

    head = '<!DOCTYPE rss [<!ENTITY desk "The Desk"><!ENTITY x SYSTEM "file:///etc/passwd">]>'
    feed = read(f"<?xml version='1.0'?>{head}{rss(head='<title>&desk; &x;</title>')}")
    assert feed.title == "The Desk &x;"
