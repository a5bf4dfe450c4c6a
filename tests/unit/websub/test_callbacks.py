"""Callback addresses: ours are known again, others are nothing."""

from __future__ import annotations

import pytest
import typed_settings as ts
from hypothesis import given
from hypothesis import strategies as st

from copydesk.errors import ConfigError
from copydesk.settings import WebSubSettings
from copydesk.websub.callbacks import Callbacks, Subscribed

BASE = "https://news.example.com/websub"
FEED = Subscribed("https://a.example/rss.xml?x=ü", "https://a.example/rss.xml")


def callbacks(secret: str = "a secret of 21 letters", base: str = BASE) -> Callbacks:
    return Callbacks(WebSubSettings(callback=base, secret=ts.SecretStr(secret)))


def test_an_address_is_read_again_whatever_a_proxy_does_to_its_beginning() -> None:
    address = callbacks().address(FEED)
    assert address.startswith(f"{BASE}/")
    path = address.removeprefix(BASE)
    for seen in (path, f"/websub{path}", f"/deep/er{path}"):
        assert callbacks().read(seen) == FEED


def test_each_subscription_has_its_own_secret_and_address() -> None:
    other = Subscribed(FEED.feed, FEED.feed)
    assert callbacks().secret(FEED) != callbacks().secret(other)
    assert callbacks().address(FEED) != callbacks().address(other)
    assert len(callbacks().secret(FEED)) == 64
    assert callbacks().secret(FEED) == callbacks().secret(FEED)


def test_another_secret_or_base_makes_other_addresses() -> None:
    ours = callbacks()
    assert callbacks("another secret of 28 letters").read(ours.address(FEED)) is None
    marks = {
        callbacks().mark(FEED),
        callbacks("another secret of 28 letters").mark(FEED),
        callbacks(base="https://other.example/").mark(FEED),
    }
    assert len(marks) == 3


@given(place=st.integers(0, 10_000), letter=st.sampled_from("aZ0-_.%"))
def test_an_address_that_was_changed_anywhere_is_nothing(place: int, letter: str) -> None:
    path = callbacks().address(FEED).removeprefix(BASE)
    at = 1 + place % (len(path) - 1)
    changed = path[:at] + letter + path[at + 1 :]
    # The last letter of base64 may have bits that mean nothing.
    assert callbacks().read(changed) in (None, FEED)
    if at not in (len(path) - 1, path.index(".") - 1) and changed != path:
        assert callbacks().read(changed) is None


@given(st.text())
def test_any_other_path_is_nothing(path: str) -> None:
    assert callbacks().read(path) is None


@pytest.mark.parametrize(
    ("base", "secret", "says"),
    [
        (BASE, "", "websub.secret"),
        (BASE, "short", "websub.secret"),
        ("news.example.com", "a secret of 21 letters", "websub.callback"),
    ],
)
def test_settings_that_cannot_work_are_refused(base: str, secret: str, says: str) -> None:
    with pytest.raises(ConfigError, match=says):
        callbacks(secret, base)
