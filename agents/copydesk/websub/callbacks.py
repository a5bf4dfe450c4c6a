"""The addresses that hubs call, and the secrets with which they sign.

An address carries the feed and the topic, and a code that only we can make (HMAC, RFC 2104). So
any receiver can answer for any subscription without asking anyone, and an address that we did
not make is nothing.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from typing import NamedTuple

import msgspec

from copydesk.errors import ConfigError, PermanentError
from copydesk.settings import WebSubSettings
from copydesk.sites import host_of

_CODE_BYTES = 16
_MARK_BYTES = 6
_LEAST_SECRET = 16


class Subscribed(NamedTuple):
    """What a callback address stands for."""

    feed: str
    topic: str


class Callbacks:
    """Makes and reads callback addresses.

    Args:
        settings: the public address, and the secret that all others are made from.

    Raises:
        ConfigError: the address is none, or the secret is missing or short.
    """

    def __init__(self, settings: WebSubSettings) -> None:
        try:
            host_of(settings.callback)
        except PermanentError as error:
            raise ConfigError(
                f"websub.callback is {settings.callback!r}; it must be the address under which "
                "hubs reach 'copydesk worker push', like https://news.example.com/websub"
            ) from error
        self._secret = str(settings.secret).encode()
        if len(self._secret) < _LEAST_SECRET:
            raise ConfigError(
                f"websub.callback is set, so websub.secret must be too, with {_LEAST_SECRET} "
                "characters or more: COPYDESK_WEBSUB_SECRET=$(openssl rand -hex 32)"
            )
        self._base = settings.callback.rstrip("/")

    def address(self, one: Subscribed) -> str:
        """Return the address that a hub is to call."""
        named = msgspec.msgpack.encode(one)
        return f"{self._base}/{_text(named)}.{_text(self._code(named))}"

    def read(self, path: str) -> Subscribed | None:
        """Return what an address of ours stands for; None for any other.

        Args:
            path: of a request. Only its last segment counts, since a proxy may have cut off or
                added what is before.
        """
        text, _, code = path.rpartition("/")[2].rpartition(".")
        try:
            named, given = _bytes(text), _bytes(code)
        except ValueError:
            return None
        if not hmac.compare_digest(given, self._code(named)):
            return None
        return Subscribed(*msgspec.msgpack.decode(named, type=tuple[str, str]))

    def secret(self, one: Subscribed) -> str:
        """Return the secret of a subscription, `hub.secret`: 64 characters.

        Each has its own, so that a hub knows that of no other.
        """
        return self._hmac(b"secret", msgspec.msgpack.encode(one)).hex()

    def mark(self, one: Subscribed) -> bytes:
        """Return a short digest of the address: it changes when the settings do."""
        return hashlib.sha256(self.address(one).encode()).digest()[:_MARK_BYTES]

    def _code(self, named: bytes) -> bytes:
        return self._hmac(b"callback", named)[:_CODE_BYTES]

    def _hmac(self, purpose: bytes, named: bytes) -> bytes:
        return hmac.digest(self._secret, purpose + b"\0" + named, "sha256")


def _text(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
