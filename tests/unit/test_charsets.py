"""What a page declares of its charset."""

from __future__ import annotations

import pytest

from copydesk.charsets import declarations

PAGE = b"<html><head><meta charset='windows-1251'>"


@pytest.mark.parametrize(
    ("body", "http", "expected"),
    [
        (PAGE, "KOI8-R", [("koi8-r", "http"), ("windows-1251", "page")]),
        (PAGE, None, [("windows-1251", "page")]),
        (PAGE, "no-such", [("windows-1251", "page")]),
        (b"\xef\xbb\xbf" + PAGE, None, [("utf-8", "bom"), ("windows-1251", "page")]),
        (b"<p>x", None, []),
        (b"<meta content='text/html; charset=GB2312'>", None, [("gb2312", "page")]),
        (b"x" * 5000 + PAGE, None, []),
    ],
)  # fmt: skip
def test_declarations_in_their_order(
    body: bytes, http: str | None, expected: list[tuple[str, str]]
) -> None:
    assert [(one.label, one.source) for one in declarations(body, http)] == expected


def test_a_label_may_mean_more_than_its_name() -> None:
    [one] = declarations(b"", "gb2312")
    assert one.codec == "gb18030"
