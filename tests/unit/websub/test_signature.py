"""Signatures; the expected ones are from OpenSSL: printf BODY | openssl dgst -METHOD -hmac KEY."""

from __future__ import annotations

import pytest

from copydesk.websub.signature import is_signed, sign

KEY, BODY = "key", b"The quick brown fox jumps over the lazy dog"
OPENSSL = {
    "sha1": "de7c9b85b8b78aa6bc8a7a36f70a90701c9db4d9",
    "sha256": "f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8",
    "sha384": (
        "d7f4727e2c0b39ae0f1e40cc96f60242d5b7801841cea6fc592c5d3e1ae50700"
        "582a96cf35e1e554995fe4e03381c237"
    ),
    "sha512": (
        "b42af09057bac1e2d41708e48a902e09b5ff7f12ab428a4fe86653c73dd248fb"
        "82f948a549f7b791a5b41915ee4d1ec3935357e4e2317250d0372afa2ebeeb3a"
    ),
}


@pytest.mark.parametrize(("method", "digest"), OPENSSL.items())
def test_each_method_of_the_recommendation(method: str, digest: str) -> None:
    assert sign(KEY, BODY, method) == f"{method}={digest}"
    assert is_signed(f"{method}={digest}", KEY, BODY)
    assert is_signed(f" {method.upper()}={digest.upper()} ", KEY, BODY)


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "sha256",
        "sha256=",
        OPENSSL["sha256"],
        f"sha256={OPENSSL['sha1']}",
        f"sha1={OPENSSL['sha256']}",
        f"sha256={OPENSSL['sha256'][:-1]}",
        f"sha256={OPENSSL['sha256']}0",
        f"sha256={OPENSSL['sha256']},sha1={OPENSSL['sha1']}",
        f"md5={'0' * 32}",
        "sha256=é",
        f"sha256={'0' * 100_000}",
    ],
)
def test_what_is_no_signature(header: str | None) -> None:
    assert not is_signed(header, KEY, BODY)


@pytest.mark.parametrize("method", OPENSSL)
def test_another_body_and_another_secret_are_forged(method: str) -> None:
    assert not is_signed(sign(KEY, BODY, method), KEY, BODY + b" ")
    assert not is_signed(sign("other", BODY, method), KEY, BODY)
    assert not is_signed(sign("", b"", method), KEY, b"")
