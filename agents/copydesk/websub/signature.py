"""Whether a body is from the hub (WebSub section 8)."""

from __future__ import annotations

import hmac
import re

_METHODS = ("sha1", "sha256", "sha384", "sha512")
"""Those of the recommendation's section 8. Google's hub signs by sha1, which as an HMAC is not
broken."""
_SIGNATURE = re.compile(r"\s*(?P<method>[A-Za-z0-9]{1,10})=(?P<digest>[0-9A-Fa-f]{1,128})\s*")


def sign(secret: str, body: bytes, method: str = "sha256") -> str:
    """Return the value of X-Hub-Signature.

    Args:
        secret: `hub.secret`.
        body: as it is sent.
        method: one of `sha1`, `sha256`, `sha384`, `sha512`.
    """
    return f"{method}={hmac.digest(secret.encode(), body, method).hex()}"


def is_signed(header: str | None, secret: str, body: bytes) -> bool:
    """Tell whether X-Hub-Signature is that of a body, in constant time for its length."""
    found = _SIGNATURE.fullmatch(header or "")
    method = found["method"].lower() if found else ""
    if found is None or method not in _METHODS:
        return False
    return hmac.compare_digest(f"{method}={found['digest'].lower()}", sign(secret, body, method))
