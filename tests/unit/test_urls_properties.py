"""Whatever is written as an address has one normal form, or is none."""

from __future__ import annotations

import time
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.errors import PermanentError
from copydesk.urls import article_id, canonical_url, normalize_url, page_of

_PIECES = st.sampled_from(
    ["http://", "https://", "HTTP:", "//", "/", "?", "#", "&", "=", ";", "..", ".", "@", ":", ":80",
     ":443", ":99999", "[::1]", "[", "]", "%", "%2F", "%2e", "%zz", "%C3%A9", "www.", "a.example",
     "münchen.example", "xn--mnchen-3ya.example", "例え.テスト", "127.0.0.1", "user:secret", "+",
     " ", "\t", "\n", "\0", "\\", "é", "\ud800", "\u202e", "utm_source=x", "fbclid=1", "id=2",
     "a=b", "a=%26", "index.html", "//evil.example", "~", "*", "|", "<", ">", "\""]
)  # fmt: skip
_ADDRESSES = st.one_of(
    st.lists(_PIECES, max_size=14).map("".join),
    st.lists(_PIECES, max_size=10).map(lambda parts: "https://a.example/" + "".join(parts)),
    st.text(max_size=60),
)


def outcome(text: str) -> tuple[str | None, str | None]:
    """Return the normal form, or the code of the only error that may come."""
    try:
        return normalize_url(text), None
    except PermanentError as error:
        return None, error.code


def check_address(text: str) -> None:
    normal, code = outcome(text)
    if normal is None:
        assert code == "bad-url"
        return
    # The normal form of a normal form is itself, and what is made of it is the same each time.
    assert normalize_url(normal) == normal
    parts = urlsplit(normal)
    assert parts.scheme in ("http", "https")
    assert parts.path.startswith("/")
    assert not parts.fragment
    assert "@" not in parts.netloc
    normal.encode("ascii")
    assert canonical_url(text) == normal
    assert page_of(text) == page_of(normal)
    assert article_id(text) == article_id(normal)
    # A page that calls itself anything stays on its own site.
    assert urlsplit(canonical_url("https://b.example/1", [text])).hostname in (
        *("b.example", parts.hostname),
    )


@given(_ADDRESSES)
@settings(deadline=None)
def test_any_address(text: str) -> None:
    check_address(text)


@pytest.mark.soak
@pytest.mark.timeout(1000)
def test_for_ten_minutes() -> None:
    end = time.monotonic() + 600

    @given(_ADDRESSES)
    @settings(max_examples=2000, deadline=None, database=None)
    def run(text: str) -> None:
        check_address(text)

    while time.monotonic() < end:
        run()
