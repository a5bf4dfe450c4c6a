"""Bytes become text before any parser sees them: RFC 7303 section 3, XML 1.0 appendix F."""

from __future__ import annotations

import gzip
import io

import pytest

from copydesk.errors import PermanentError
from copydesk.poll.parse import decoding

from .reading import codes, read, rss

RUSSIAN = "Новости дня: президент России выступил с заявлением о погоде"
JAPANESE = "東京で新しい駅が開業し、多くの人々が訪れました。今日のニュースです。"
KOREAN = "서울에서 새로운 역이 문을 열었고 많은 사람들이 방문했습니다."
CHINESE = "北京新车站今日开通，许多市民前来参观，交通十分便利。"
POLISH = "Zażółć gęślą jaźń"


def document(title: str, declared: str | None = None) -> str:
    head = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    return head + rss(f"<item><guid>1</guid><title>{title}</title></item>")


@pytest.mark.parametrize(
    ("encoding", "declared", "content_type", "title"),
    [
        ("utf-8", None, None, RUSSIAN),
        ("utf-8-sig", None, None, RUSSIAN),
        ("utf-16", None, None, RUSSIAN),
        ("utf-16", "utf-16", None, RUSSIAN),
        ("utf-16-le", None, None, RUSSIAN),
        ("utf-16-be", None, None, RUSSIAN),
        ("utf-32", None, None, RUSSIAN),
        # Valid UTF-8 is UTF-8, whatever is declared.
        ("utf-8", "utf-16", None, RUSSIAN),
        ("utf-8", "iso-8859-1", "text/xml; charset=iso-8859-1", RUSSIAN),
        ("koi8-r", "koi8-r", None, RUSSIAN),
        ("windows-1251", None, "text/xml; charset=windows-1251", RUSSIAN),
        # HTTP comes before the declaration.
        ("windows-1251", "koi8-r", 'text/xml; charset="windows-1251"', RUSSIAN),
        ("windows-1251", "windows-1251", "text/xml; charset=utf-8", RUSSIAN),
        ("iso-8859-2", "ISO-8859-2", None, POLISH),
        ("windows-1252", "iso-8859-1", None, "“Quotes” – and dashes"),
        ("euc-jp", "euc-jp", None, JAPANESE),
        ("shift_jis", "Shift_JIS", None, JAPANESE),
        ("iso-2022-jp", "iso-2022-jp", None, JAPANESE),
        ("euc-kr", "ks_c_5601-1987", None, KOREAN),
        ("gb18030", "gb2312", None, CHINESE),
        ("big5", "big5", None, "台北新車站今日開通"),
        ("cp037", "cp037", None, "Mainframe"),
        # Not declared at all.
        ("koi8-r", None, None, RUSSIAN),
        ("windows-1251", None, None, RUSSIAN),
        ("euc-jp", None, None, JAPANESE),
        ("euc-kr", None, None, KOREAN),
        ("gb2312", None, None, CHINESE),
    ],
)
def test_charsets(
    encoding: str, declared: str | None, content_type: str | None, title: str
) -> None:
    feed = read(document(title, declared).encode(encoding), content_type)
    assert feed.entries[0].title == title


def test_a_charset_that_lies_is_told() -> None:
    feed = read(document(RUSSIAN, "utf-16").encode(), "text/xml; charset=koi8-r")
    assert "charset-mismatch" in codes(feed)


def test_single_bytes_of_another_charset_do_not_spoil_the_rest() -> None:
    feed = read(document(RUSSIAN).encode().replace(b"</title>", b" \x93x\x94</title>"))
    assert feed.entries[0].title == f"{RUSSIAN} “x”"
    assert codes(feed) == {"undecodable-bytes", "no-link"}


def test_labels_that_are_no_charsets_are_passed_over() -> None:
    for label in ("base64", "x-unknown", "utf-8\0", "rot13"):
        assert read(document(RUSSIAN), f"text/xml; charset={label}").entries[0].title == RUSSIAN


def test_gzip_files_are_opened() -> None:
    two = gzip.compress(document("One").encode()[:40]) + gzip.compress(
        document("One").encode()[40:]
    )
    assert read(two).entries[0].title == "One"


def test_a_gzip_file_that_breaks_off_is_read_as_far_as_it_goes() -> None:
    items = "".join(f"<item><guid>{n * 7919}</guid></item>" for n in range(2000))
    feed = read(gzip.compress(rss(items).encode())[:-2000])
    assert 0 < len(feed.entries) < 2000
    assert codes(feed) >= {"gzip-truncated", "not-well-formed"}


def test_a_gzip_bomb_is_refused_before_it_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding, "MAX_TEXT_BYTES", 1_000_000)
    bomb = io.BytesIO()
    with gzip.GzipFile(fileobj=bomb, mode="wb") as file:
        for _ in range(80):
            file.write(bytes(1_000_000))
    with pytest.raises(PermanentError) as caught:
        read(bomb.getvalue())
    assert caught.value.code == "too-large"
