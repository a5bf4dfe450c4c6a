"""Each event to a web address, signed.

Source: Standard Webhooks 1.0 (https://www.standardwebhooks.com), and CloudEvents 1.0, HTTP
binding in binary mode.
"""

from __future__ import annotations

from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Self
from urllib.parse import quote

import httpx
from standardwebhooks import Webhook as Signer

from copydesk._version import __version__
from copydesk.consumer import Message
from copydesk.errors import ConfigError, PermanentError, TransientError
from copydesk.http.waiting import retry_after_s

_TRY_LATER = {408, 425, 429}
_PLAIN = "!#$&'()*+,/:;<=>?@[\\]^`{|}"
"""What a header's value may hold as it is, besides letters, digits and `-._~`."""


class Webhook:
    """A handler that posts each event; use it as an async context manager.

    The id is the event's own, so that a receiver knows a repeat. 2xx means handled.

    Args:
        url: where to.
        secret: key of the signature, base64, with `whsec_` in front or not.
        timeout_s: longest wait for an answer, in seconds.

    Raises:
        ConfigError: no http(s) address, or the secret is no base64.
    """

    def __init__(self, url: str, secret: str, timeout_s: float = 30.0) -> None:
        if httpx.URL(url).scheme not in ("http", "https"):
            raise ConfigError(f"{url!r} is no web address; it must begin with https:// or http://")
        try:
            self._signer = Signer(secret)
        except Exception as error:
            raise ConfigError(
                "the webhook's secret is no base64; make one with 'openssl rand -base64 24'"
            ) from error
        self._url = url
        self._client = httpx.AsyncClient(timeout=timeout_s)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._client.aclose()

    async def __call__(self, message: Message[Any]) -> None:
        """Post it.

        Raises:
            TransientError: no answer, or one that may be another later; with what Retry-After
                asks for.
            PermanentError: an answer that will not change (`http-404`…).
        """
        body, now = message.raw, datetime.now(UTC)
        headers = {
            "content-type": "application/json",
            "user-agent": f"Copydesk/{__version__}",
            "webhook-id": message.id,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": self._signer.sign(message.id, now, body.decode()),
            **{
                name.replace("ce_", "ce-", 1): quote(value, safe=_PLAIN)
                for name, value in message.headers.items()
                if name.startswith("ce_")
            },
        }
        try:
            answer = await self._client.post(self._url, content=body, headers=headers)
        except httpx.HTTPError as error:
            raise TransientError(
                f"{self._url} does not answer: {type(error).__name__}: {error}", code="no-answer"
            ) from error
        status = answer.status_code
        if answer.is_success:
            return
        if status in _TRY_LATER or status >= 500:
            raise TransientError(
                f"{self._url} answered {status}",
                code=f"http-{status}",
                retry_after_s=retry_after_s(answer.headers, datetime.now(UTC)),
            )
        raise PermanentError(f"{self._url} answered {status}", code=f"http-{status}")
