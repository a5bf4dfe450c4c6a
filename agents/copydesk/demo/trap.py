"""The hostile site: what a fetcher meets sooner or later, each at an address of its own.

Nothing here holds more than one chunk in memory, and every answer ends when the client goes.
"""

import asyncio
import zlib
from collections.abc import Awaitable, Callable
from functools import cache
from html import escape

from aiohttp import web

from .archive import Expected
from .dates import moment
from .feeds import Channel, Entry, rss
from .sites import TRAP

CHUNK = 64 * 1024
HUGE_BYTES = 50 * 1024 * 1024
BOMB_BLOCK = 4 * 1024 * 1024
BOMB_BLOCKS = 256  # 1 GiB
DRIP_EVERY_S = 1.0
CUT_DECLARED, CUT_SENT = 40_000, 9_000
BUSY_RETRY_AFTER_S = 20

FEEDS = ("/rss.xml", "/broken.xml", "/page-for-feed.xml")

# Path, title, seconds on the demo clock when the feed first lists it.
ENTRIES = (
    ("/missing", "A page that is not there", 20.0),
    ("/flaky", "A server that was ill for a while", 30.0),
    ("/busy", "A server that asks to come back later", 40.0),
    ("/loop", "A redirect that never ends", 50.0),
    ("/inside", "A redirect to a loopback address", 70.0),
    ("/metadata", "A redirect to a link-local address", 80.0),
    ("/charset", "Причал под другим именем", 95.0),
    ("/huge", "A page of fifty megabytes", 110.0),
    ("/drip", "A page that drips", 125.0),
    ("/bomb", "A small answer that unpacks to a gigabyte", 140.0),
    ("/cut", "A connection cut in the middle", 155.0),
    ("/binary", "A picture that says it is a page", 170.0),
    ("/empty", "A page with nothing in it", 185.0),
)
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(n * n % 256 for n in range(32_000))
"""What `/binary` answers with."""
FLAKY_WELL_AT_S = 75.0
BUSY_WELL_AT_S = 90.0

_ENGLISH = (
    "The old weighbridge by the trap wharf was opened again this morning after a week of repairs.",
    "Carters had been sent round by the upper road, which added half an hour to every load.",
    "The wharf office said that the new plates should last for twenty years if they are kept dry.",
    "A small queue had formed before the gate was lifted, and it was gone within the hour.",
)
_RUSSIAN = (
    "Старый причал у заводи получил новое имя: жители выбрали его открытым голосованием.",
    "В голосовании участвовали дети из трёх соседних школ, они же нарисовали табличку.",
    "Табличку повесят в субботу, а рядом поставят скамейку и фонарь.",
    "Расписание катеров от этого не изменится, сообщили в конторе пристани.",
)

# Path, title and well articles that the broken feed lists before it breaks off.
BROKEN_ENTRIES = (
    ("/spared-1", "Weighbridge opens again"),
    ("/spared-2", "Carters return to the lower road"),
)

Answer = Callable[[web.Request, float], Awaitable[web.StreamResponse]]


def expected(port: int, t: float) -> list[Expected]:
    """Return what a perfect pipeline has got out of the trap by `t`, sorted by address."""
    paths = [path for path, _ in BROKEN_ENTRIES]
    paths += [path for path, _, at in ENTRIES if path == "/charset" and at <= t]
    paths += ["/flaky"] if t >= FLAKY_WELL_AT_S else []
    paths += ["/busy"] if t >= BUSY_WELL_AT_S else []
    return sorted(Expected(TRAP.url(port, path), 1) for path in paths)


def feed(path: str, *, port: int, start: int, t: float) -> tuple[str, str]:
    """Return one of the trap's feeds and its content type; only the first is well-formed."""
    if path == "/page-for-feed.xml":
        return _page("Not a feed", _ENGLISH), "text/html"
    broken = path == "/broken.xml"
    listed = (
        [(at_path, title, 0.0) for at_path, title in BROKEN_ENTRIES]
        if broken
        else [entry for entry in ENTRIES if entry[2] <= t]
    )
    when = moment(start, max((at for _, _, at in listed), default=0.0), TRAP.zone)
    text = rss(
        Channel(
            title=TRAP.title,
            description=TRAP.tagline,
            link=TRAP.url(port),
            feed_url=TRAP.url(port, path),
            language=TRAP.language,
            updated=when,
        ),
        [
            Entry(
                title=title,
                link=TRAP.url(port, entry_path),
                entry_id=f"trap{entry_path.replace('/', ':')}",
                published=moment(start, at, TRAP.zone),
                updated=moment(start, at, TRAP.zone),
                summary=title,
            )
            for entry_path, title, at in reversed(listed)
        ],
    )
    if broken:
        end = text.index("</channel>")
        text = f"{text[:end]}<item>\n<title>An item that breaks &off; in the mid"
    return text, "application/rss+xml"


async def answer(request: web.Request, t: float) -> web.StreamResponse:
    """Answer a request for one of the trap's pages."""
    handler = _ANSWERS.get(request.path)
    if handler is None:
        return web.Response(status=404, text=_page("Not found", ()), content_type="text/html")
    return await handler(request, t)


def _page(title: str, paragraphs: tuple[str, ...], charset: str = "utf-8") -> str:
    body = "\n".join(f"<p>{escape(text)}</p>" for text in paragraphs)
    return (
        f'<!DOCTYPE html>\n<html><head><meta charset="{charset}"><title>{escape(title)}</title>'
        f"</head>\n<body><article><h1>{escape(title)}</h1>\n{body}\n</article></body></html>\n"
    )


def _well(title: str) -> web.Response:
    return web.Response(text=_page(title, _ENGLISH), content_type="text/html")


async def _spared(request: web.Request, t: float) -> web.StreamResponse:
    return _well(dict(BROKEN_ENTRIES)[request.path])


async def _flaky(request: web.Request, t: float) -> web.StreamResponse:
    if t >= FLAKY_WELL_AT_S:
        return _well("A server that was ill for a while")
    return web.Response(status=500, text="Internal Server Error")


async def _busy(request: web.Request, t: float) -> web.StreamResponse:
    if t >= BUSY_WELL_AT_S:
        return _well("A server that asks to come back later")
    return web.Response(status=503, text="Busy", headers={"Retry-After": str(BUSY_RETRY_AFTER_S)})


async def _loop(request: web.Request, t: float) -> web.StreamResponse:
    return web.Response(status=302, headers={"Location": "/loop-back"})


async def _loop_back(request: web.Request, t: float) -> web.StreamResponse:
    return web.Response(status=302, headers={"Location": "/loop"})


async def _inside(request: web.Request, t: float) -> web.StreamResponse:
    port = request.url.port
    return web.Response(status=302, headers={"Location": f"http://127.0.0.1:{port}/admin"})


async def _metadata(request: web.Request, t: float) -> web.StreamResponse:
    return web.Response(status=302, headers={"Location": "http://169.254.169.254/latest/"})


async def _charset(request: web.Request, t: float) -> web.StreamResponse:
    page = _page("Причал под другим именем", _RUSSIAN, charset="windows-1251")
    return web.Response(
        body=page.encode("windows-1251"), headers={"Content-Type": "text/html; charset=utf-8"}
    )


async def _binary(request: web.Request, t: float) -> web.StreamResponse:
    return web.Response(body=PICTURE, content_type="text/html", charset="utf-8")


async def _empty(request: web.Request, t: float) -> web.StreamResponse:
    return web.Response(body=b"", content_type="text/html", charset="utf-8")


async def _start(request: web.Request, **headers: str) -> web.StreamResponse:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    response = web.StreamResponse(headers={"Content-Type": "text/html; charset=utf-8", **named})
    await response.prepare(request)
    return response


async def _huge(request: web.Request, t: float) -> web.StreamResponse:
    response = await _start(request)
    sentence = b"<p>The tide came in, and then some more of it came in.</p>\n"
    chunk = (sentence * (CHUNK // len(sentence) + 1))[:CHUNK]
    for _ in range(HUGE_BYTES // CHUNK):
        await response.write(chunk)
    return response


async def _drip(request: web.Request, t: float) -> web.StreamResponse:
    response = await _start(request)
    await response.write(b"<!DOCTYPE html><title>Drip</title><p>")
    while True:
        await response.write(b".")
        await asyncio.sleep(DRIP_EVERY_S)


async def _cut(request: web.Request, t: float) -> web.StreamResponse:
    response = await _start(request, Content_Length=str(CUT_DECLARED))
    page = _page("A connection cut in the middle", _ENGLISH).encode()
    await response.write((page * (CUT_SENT // len(page) + 1))[:CUT_SENT])
    if request.transport is not None:
        request.transport.close()
    return response


@cache
def _bomb_parts() -> tuple[bytes, bytes, bytes]:
    """Return head, repeatable block and trailer of a gzip stream (RFC 1952)."""
    # After a full flush a deflate block needs nothing that came before it (RFC 1951), so one
    # compressed block can be sent over and over: a gigabyte without ever having it.
    block = b" " * BOMB_BLOCK
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    end = packer.flush(zlib.Z_FINISH)
    checksum = 0
    for _ in range(BOMB_BLOCKS):
        checksum = zlib.crc32(block, checksum)
    size = BOMB_BLOCK * BOMB_BLOCKS % 2**32
    head = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"
    return head, packed, end + checksum.to_bytes(4, "little") + size.to_bytes(4, "little")


async def _bomb(request: web.Request, t: float) -> web.StreamResponse:
    head, block, trailer = await asyncio.to_thread(_bomb_parts)
    response = await _start(request, Content_Encoding="gzip")
    await response.write(head)
    for _ in range(BOMB_BLOCKS):
        await response.write(block)
    await response.write(trailer)
    return response


_ANSWERS: dict[str, Answer] = {
    **{path: _spared for path, _ in BROKEN_ENTRIES},
    "/flaky": _flaky,
    "/busy": _busy,
    "/loop": _loop,
    "/loop-back": _loop_back,
    "/inside": _inside,
    "/metadata": _metadata,
    "/charset": _charset,
    "/binary": _binary,
    "/empty": _empty,
    "/huge": _huge,
    "/drip": _drip,
    "/cut": _cut,
    "/bomb": _bomb,
}
