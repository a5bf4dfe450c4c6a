"""The newsroom's HTTP: virtual hosts by Host header, validators, compression, robots.txt."""

import gzip
import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from urllib.parse import urlencode

from aiohttp import web

from . import archive, feeds, pages, trap
from .articles import Article
from .dates import moment
from .sites import SITES, TRAP, Site
from .state import State

FEED_MAX_AGE_S = 5
PAGE_MAX_AGE_S = 5
SMALLEST_GZIP = 512
_TRACKING = "utm_"
_HOSTS = {site.host: site for site in (*SITES, TRAP)}


def application(state: State, now: Callable[[], float]) -> web.Application:
    """Return the newsroom as an aiohttp application.

    Args:
        state: the start of its clock, its port.
        now: seconds since 1970.
    """

    async def handle(request: web.Request) -> web.StreamResponse:
        if request.method not in ("GET", "HEAD"):
            return web.Response(status=405, headers={"Allow": "GET, HEAD"})
        site = _HOSTS.get(request.host.partition(":")[0].lower())
        if site is None:
            # RFC 9110, section 15.5.20: not a name that this server answers for.
            return web.Response(status=421, text="This server has only *.newsroom.test.\n")
        t = now() - state.start
        try:
            return await _answer(request, site, state, t)
        except ConnectionResetError:
            # The client went; there is nobody left to answer.
            return web.Response(status=499)

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", handle)
    return app


async def _answer(request: web.Request, site: Site, state: State, t: float) -> web.StreamResponse:
    path = request.path
    if path == "/robots.txt":
        return _document(request, robots(site), "text/plain", "utf-8", state.start)
    if site is TRAP:
        if path in trap.FEEDS:
            text, content_type = trap.feed(path, port=state.port, start=state.start, t=t)
            return _document(request, text, content_type, "utf-8", None)
        return await trap.answer(request, t)
    if path == site.feed_path:
        text, changed = site_feed(site, state, t)
        kind = feeds.CONTENT_TYPES[site.feed_format]
        return _document(request, text, kind, site.encoding, changed, FEED_MAX_AGE_S)
    if path == "/":
        return _document(request, pages.front_page(site, t=t), "text/html", site.encoding, None)
    if path.startswith("/img/"):
        return _document(request, _PICTURE, "image/svg+xml", "utf-8", state.start)
    return _article(request, site, state, t)


def robots(site: Site) -> str:
    """Return a site's robots.txt (RFC 9309)."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in site.disallow)]
    if not site.disallow:
        lines.append("Disallow:")
    if site.crawl_delay_s:
        lines.append(f"Crawl-delay: {site.crawl_delay_s}")
    return "\n".join(lines) + "\n"


def site_feed(site: Site, state: State, t: float) -> tuple[str, float]:
    """Return a site's feed at `t`, and when it last changed in seconds since 1970."""
    listed = archive.feed_entries(site, t)
    entries = [entry for article in listed if (entry := _entry(article, state, t))]
    # What has left the feed has changed it as well.
    changed = max(
        (one.modified(t) for one in archive.articles(site, t, limit=2 * archive.FEED_ENTRIES)),
        default=0.0,
    )
    channel = feeds.Channel(
        title=site.title,
        description=site.tagline,
        link=site.url(state.port),
        feed_url=site.feed_url(state.port),
        language=site.language,
        updated=moment(state.start, changed, site.zone),
        encoding=site.encoding,
    )
    return feeds.build(site.feed_format, channel, entries), state.start + changed


def _entry(article: Article, state: State, t: float) -> feeds.Entry | None:
    version = article.version(t)
    if version is None:
        return None
    site, story = article.site, article.story
    link = site.url(state.port, article.path)
    if site.tracking:
        link += ("&" if "?" in link else "?") + site.tracking
    return feeds.Entry(
        title=version.headline,
        link=link,
        entry_id=f"tag:{site.host},2026:{story.code}",
        published=moment(state.start, article.published, site.zone),
        updated=moment(state.start, article.modified(t), site.zone),
        summary=version.standfirst,
        author=story.byline,
        category=story.section,
    )


def _article(request: web.Request, site: Site, state: State, t: float) -> web.StreamResponse:
    naming = [(k, v) for k, v in request.query.items() if not k.startswith(_TRACKING)]
    path = request.path + (f"?{urlencode(naming)}" if naming else "")
    article = archive.find(site, path, t)
    version = article.version(t) if article else None
    if article is None or version is None:
        return web.Response(status=404, text="404\n")
    if article.gone(t):
        return web.Response(status=article.story.gone_status, text="No longer here.\n")
    text = pages.article_page(article, version, port=state.port, start=state.start, t=t)
    return _document(
        request,
        text,
        "text/html",
        site.encoding,
        # A page's list of other stories changes without it: the entity tag tells, this does not.
        state.start + max(version.at, 0),
        PAGE_MAX_AGE_S,
        declared=article.story.charset,
    )


def _document(
    request: web.Request,
    text: str,
    content_type: str,
    encoding: str,
    modified: float | None,
    max_age_s: int = 60,
    *,
    declared: str = "",
) -> web.Response:
    """Return a text with validators and, if the client takes it, compressed (RFC 9110)."""
    body = text.encode(encoding, errors="xmlcharrefreplace")
    tag = f'W/"{hashlib.sha256(body).hexdigest()[:20]}"'
    headers = {
        "Content-Type": f"{content_type}; charset={declared or encoding}",
        "Cache-Control": f"max-age={max_age_s}",
        "ETag": tag,
        "Vary": "Accept-Encoding",
    }
    if modified is not None:
        headers["Last-Modified"] = format_datetime(
            datetime.fromtimestamp(modified // 1, UTC), usegmt=True
        )
    if _not_modified(request, tag, modified):
        del headers["Content-Type"]
        return web.Response(status=304, headers=headers)
    if len(body) >= SMALLEST_GZIP and _takes_gzip(request):
        headers["Content-Encoding"] = "gzip"
        body = gzip.compress(body, compresslevel=6, mtime=0)
    return web.Response(body=body, headers=headers)


def _not_modified(request: web.Request, tag: str, modified: float | None) -> bool:
    tags = request.headers.get("If-None-Match")
    if tags is not None:
        # Weak comparison, section 13.1.2; If-Modified-Since is then not looked at.
        known = {one.strip().removeprefix("W/") for one in tags.split(",")}
        return "*" in known or tag.removeprefix("W/") in known
    since = request.headers.get("If-Modified-Since")
    if since is None or modified is None:
        return False
    try:
        return modified // 1 <= parsedate_to_datetime(since).timestamp()
    except ValueError:
        return False


def _takes_gzip(request: web.Request) -> bool:
    for offer in request.headers.get("Accept-Encoding", "").lower().split(","):
        name, _, weight = offer.partition(";")
        if name.strip() == "gzip":
            return weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False


_PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 360">'
    '<rect width="640" height="360" fill="#9ab"/><path d="M0 240h640v120H0z" fill="#467"/></svg>\n'
)
