"""What bytes are, whatever they are called."""

from __future__ import annotations

import gzip
import io
import zipfile

import pytest

from copydesk.demo.trap import PICTURE
from copydesk.errors import PermanentError
from copydesk.fetch import answers
from copydesk.fetch.sniff import no_page

from .test_parts import NOW, answer


def archive() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as files:
        files.writestr("a.txt", "hello")
    return made.getvalue()


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "application/pdf"),
        (b"\r\n%PDF-1.4", "application/pdf"),
        (PICTURE, "image/png"),
        (b"GIF89a" + bytes(20), "image/gif"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "image/jpeg"),
        (b"RIFF\x24\x00\x00\x00WEBPVP8 ", "image/webp"),
        (b"RIFF\x24\x00\x00\x00WAVEfmt ", "audio/wave"),
        (b"ID3\x04\x00\x00", "audio/mpeg"),
        (b"\xff\xfb\x90\x44\x00", "audio/mpeg"),
        (b"OggS\x00\x02", "application/ogg"),
        (b"\x00\x00\x00\x18ftypmp42", "video/mp4"),
        (b"\x00\x00\x00\x18ftypisom", "video/mp4"),
        (b"\x1a\x45\xdf\xa3\x01", "video/webm"),
        (archive(), "application/zip"),
        (gzip.compress(b"x", mtime=0), "application/x-gzip"),
        (b"wOF2\x00\x01", "font/woff"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    ],
)
@pytest.mark.parametrize("declared", ["", "text/html", "text/plain; charset=utf-8"])
def test_what_is_no_page_is_refused_by_any_name(body: bytes, kind: str, declared: str) -> None:
    assert no_page(body, declared) == kind
    with pytest.raises(PermanentError, match=kind) as caught:
        answers.check(answer(200, body, content_type=declared), NOW)
    assert caught.value.code == "not-a-page"


@pytest.mark.parametrize(
    "body",
    [
        b"<!DOCTYPE html><p>PNG, %PDF- and GIF89a are formats.",
        b"PK is a rugby term in this town.",
        b"BM is short for a bill of materials.",
        "\ufeff<p>Причал".encode("utf-16"),
        "\ufeff<p>Причал".encode(),
        "<p>Новости".encode("windows-1251"),
        "<p>新闻".encode("gb18030"),
        "<p>ニュース".encode("iso-2022-jp"),
        "<p>ニュース".encode("shift_jis"),
        "явка на выборах выросла".encode("windows-1251"),
    ],
)
@pytest.mark.parametrize("declared", ["", "text/html"])
def test_text_of_any_charset_may_be_a_page(body: bytes, declared: str) -> None:
    assert no_page(body, declared) is None


def test_unknown_bytes_without_a_name_are_no_page() -> None:
    assert no_page(b"\x01\x02\x03 some bytes", "") == "application/octet-stream"
    assert no_page("<p>x".encode("utf-16-le"), "text/html") is None
