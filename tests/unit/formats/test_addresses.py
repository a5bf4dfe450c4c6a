"""Addresses become URIs, or nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from jsonschema import FormatChecker

from copydesk.events.article import Medium
from copydesk.formats.addresses import Family, family, media_type, uri

from .made import texts

_FORMATS = FormatChecker(["uri"])


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://news.example/a?b=c#d", "https://news.example/a?b=c#d"),
        ("https://news.example/%C3%A5", "https://news.example/%C3%A5"),
        ("https://news.example/å b|c", "https://news.example/%C3%A5%20b%7Cc"),
        ("https://news.example/100%", "https://news.example/100%25"),
        ("https://news.example/a[1]?b[]=1", "https://news.example/a%5B1%5D?b%5B%5D=1"),
        ("https://bücher.example:8443/", "https://xn--bcher-kva.example:8443/"),
        ("http://[2001:db8::1]:80/a", "http://[2001:db8::1]:80/a"),
        ("  https://news.example/\n", "https://news.example/"),
        ("HTTPS://user@news.example:443", "https://user@news.example:443"),
        ("mailto:desk@news.example", "mailto:desk@news.example"),
        ("mailto:", None),
        ("javascript:alert(1)", None),
        ("data:text/html,<script>", None),
        ("file:///etc/passwd", None),
        ("/ana", None),
        ("//news.example/ana", None),
        ("https:///ana", None),
        ("http://news.example:port/", None),
        ("http://[::1/", None),
        ("", None),
        (None, None),
    ],
)
def test_an_address_becomes_a_uri(address: str | None, expected: str | None) -> None:
    assert uri(address) == expected


@given(texts)
def test_what_comes_back_is_a_uri(text: str) -> None:
    for address in (text, f"https://{text}", f"https://news.example/{text}", f"http://[{text}]/"):
        made = uri(address)
        assert made is None or _FORMATS.conforms(made, "uri"), (address, made)
        assert made is None or uri(made) == made


@pytest.mark.parametrize(
    ("href", "type_", "expected", "kind"),
    [
        ("https://n.example/a.JPG?w=1", None, "image/jpeg", "picture"),
        ("https://n.example/a", "video/mp4", "video/mp4", "video"),
        ("https://n.example/a.mp3", None, "audio/mpeg", "audio"),
        ("https://n.example/a.jpg", "text/html", None, None),
        ("https://n.example/a.php", None, None, None),
        ("https://n.example/jpg", None, None, None),
        ("http://[", None, None, None),
    ],
)
def test_a_mediums_type_is_given_or_told_by_its_ending(
    href: str, type_: str | None, expected: str | None, kind: Family | None
) -> None:
    medium = Medium(href=href, type=type_)
    assert (media_type(medium), family(medium)) == (expected, kind)
