"""Rights in a tdmrep.json, in headers and in markup."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from copydesk.normalize.page import parse_page
from copydesk.rights.headers import header_signals
from copydesk.rights.page import page_signals
from copydesk.rights.tdmrep import read_tdmrep

AT = datetime(2026, 11, 24, 12, tzinfo=UTC)
URL = "https://site.example/news/1"
# The second example of the report's section on the file.
RULES = b"""[
  {"location": "/directory-a/", "tdm-reservation": 1},
  {"location": "/directory-b/html/", "tdm-reservation": 1, "tdm-policy": "https://p.example/1"},
  {"location": "/directory-b/images/*.jpg", "tdm-reservation": 0}
]"""


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("/directory-a/x.pdf", "tdm-reservation=1"),
        ("/directory-b/html/1", "tdm-reservation=1; tdm-policy=https://p.example/1"),
        ("/directory-b/images/a.jpg", "tdm-reservation=0"),
        ("/directory-c/", None),
    ],
)
def test_the_first_rule_that_matches(path: str, value: str | None) -> None:
    file = read_tdmrep(RULES, "https://site.example/.well-known/tdmrep.json", AT)
    found = file.signals(f"https://site.example{path}")
    assert [(one.kind, one.value) for one in found] == ([("tdmrep-file", value)] if value else [])


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        b"{}",
        b"7",
        b'["/"]',
        b'[{"location": "/"}]',
        b'[{"location": "/", "tdm-reservation": 2}]',
        b'[{"location": 1, "tdm-reservation": 1}]',
        b"[" * 100_000,
    ],
)
def test_what_is_no_tdmrep_says_nothing(body: bytes) -> None:
    assert read_tdmrep(body, URL, AT).signals(URL) == []


def headers(**named: str) -> list[tuple[str, str]]:
    found = header_signals(
        {name.replace("_", "-"): value for name, value in named.items()}, URL, AT
    )
    return [(one.kind, one.value) for one in found]


def test_headers() -> None:
    assert headers(tdm_reservation="1", tdm_policy="https://p.example/1") == [
        ("tdm-header", "tdm-reservation=1; tdm-policy=https://p.example/1")
    ]
    assert headers(content_usage="train-ai=n") == [("content-usage", "train-ai=n")]
    assert headers(x_robots_tag="otherbot: noindex, NoAI, noimageai") == [
        ("noai-header", "noai, noimageai")
    ]
    assert headers(x_robots_tag="noarchive, nonoai, noai-x") == []
    assert headers(content_type="text/html") == []


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ('<https://a.example/l.xml>; rel="license"; type="application/rsl+xml"', "https://a.example/l.xml"),
        ("</l.xml>; type=application/rsl+xml; rel=license", "/l.xml"),
        ('<a,b>; title="a, <b>; c", </l.xml>;rel="a license";type="application/rsl+xml"', "/l.xml"),
        ("</l.xml>; rel=license", None),
        ("</l.xml>; rel=icon; type=application/rsl+xml", None),
        ("garbage <", None),
    ],
)  # fmt: skip
def test_a_link_header(link: str, expected: str | None) -> None:
    assert headers(link=link) == ([("rsl-header", expected)] if expected else [])


def markup(head: str) -> list[tuple[str, str]]:
    page = parse_page(f"<html><head>{head}</head><body>x</body></html>", max_depth=50)
    return [(one.kind, one.value) for one in page_signals(page, URL, AT)]


def test_markup() -> None:
    assert markup(
        '<meta name="tdm-reservation" content="1"><meta name="TDM-policy" content="https://p.example">'
    ) == [("tdm-meta", "tdm-reservation=1; tdm-policy=https://p.example")]
    assert markup('<link rel="license" type="application/rsl+xml" href="/l.xml">') == [
        ("rsl-link", "https://site.example/l.xml")
    ]
    assert markup('<link rel="license" href="https://cc.example/by">') == []
    assert markup('<script type="application/rsl+xml"><rsl/></script>') == [
        ("rsl-link", "in the page")
    ]
    robots = '<meta name="robots" content="index"><meta name="ROBOTS" content="noai, noimageai">'
    assert markup(robots) == [("noai-meta", "noai, noimageai")]
    assert markup("<p>noai") == []
