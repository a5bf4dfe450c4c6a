"""The facts of a TLS connection, from a real handshake in memory."""

from __future__ import annotations

import contextlib
import ssl
from datetime import UTC, datetime

import trustme

from copydesk.http.connector import tls_of


def handshake(authority: trustme.CA) -> ssl.SSLObject:
    """Return the client's end of a connection to site.test."""
    own = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("site.test", common_name="site.test").configure_cert(own)
    trusting = ssl.create_default_context()
    authority.configure_trust(trusting)
    there, back = ssl.MemoryBIO(), ssl.MemoryBIO()
    client = trusting.wrap_bio(back, there, server_hostname="site.test")
    server = own.wrap_bio(there, back, server_side=True)
    for end in (client, server, client, server):
        with contextlib.suppress(ssl.SSLWantReadError):
            end.do_handshake()
    return client


def test_it_is_said_who_vouched_for_the_server() -> None:
    found = tls_of(handshake(trustme.CA(organization_name="The Harbour Trust")))
    assert found is not None
    assert found.version == "TLSv1.3"
    assert found.cipher is not None
    assert found.cipher.startswith("TLS_")
    assert (found.subject, found.issuer) == ("site.test", "The Harbour Trust")
    assert found.not_after is not None
    assert found.not_after > datetime.now(UTC)


def test_plain_http_has_none() -> None:
    assert tls_of(None) is None
