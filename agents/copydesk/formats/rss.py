"""RSS 2.0 (https://www.rssboard.org/rss-specification)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from copydesk.errors import MissingExtra
from copydesk.events import Article
from copydesk.events.article import Medium

from .addresses import family, media_type, uri
from .latest import common_language, language, tags, usable
from .markup import html, html_text, xml_text
from .times import utc

_MEDIUM = {"picture": "image", "video": "video", "audio": "audio"}


def rss(
    articles: Sequence[Article],
    *,
    title: str,
    link: str,
    description: str,
    updated: datetime,
    feed_url: str | None = None,
) -> bytes:
    """Return an RSS 2.0 feed of articles, in UTF-8.

    Characters that XML 1.0 forbids are left out. `description` is the standfirst as HTML, else
    the first block; the whole copy is in `content:encoded`.

    Args:
        articles: newest first; which of them are shown is what `latest.usable` says.
        title: name of the channel, plain text.
        link: the page that the channel describes.
        description: a sentence about the channel, plain text.
        updated: when the feed was last changed, for `lastBuildDate`.
        feed_url: where the feed itself will be read, for `atom:link rel=self`.

    Raises:
        MissingExtra: feedgenerator is not installed.
    """
    try:
        from .channel import Channel
    except ImportError as error:
        raise MissingExtra("deliver", "writing RSS") from error
    shown = usable(articles)
    channel = Channel(
        updated=utc(updated),
        title=xml_text(title),
        link=uri(link) or xml_text(link),
        description=html_text(description),
        language=common_language(shown),
        feed_url=uri(feed_url),
    )
    for article in shown:
        channel.add_item(**_item(article))
    written = BytesIO()
    channel.write(written, "utf-8")
    return written.getvalue()


def _item(article: Article) -> dict[str, Any]:
    body = article.body
    lead = article.standfirst or (body.blocks[0].text if body.blocks else body.text)
    feed = article.feed
    feed_address = uri(feed.url) if feed else None
    name = (article.publisher and article.publisher.name) or (feed and feed.title) or ""
    return {
        "title": xml_text(article.headline or article.canonical_url),
        "link": uri(article.canonical_url) or "",
        "description": html_text(lead),
        "pubdate": utc(article.published.value) if article.published else None,
        "unique_id": xml_text(article.article_id),
        "unique_id_is_permalink": False,
        "categories": [xml_text(tag) for tag in tags(article)],
        "creators": [xml_text(author.name) for author in article.by if author.name],
        "language": language(article),
        "encoded": html(body),
        "media": [_medium(medium) for medium in article.media if uri(medium.href)],
        "source": (feed_address, xml_text(name or feed_address)) if feed_address else None,
    }


def _medium(medium: Medium) -> dict[str, str]:
    kind = family(medium)
    facts = {
        "url": uri(medium.href),
        "type": media_type(medium),
        "medium": _MEDIUM[kind] if kind else None,
        "width": str(medium.width) if medium.width else None,
        "height": str(medium.height) if medium.height else None,
    }
    return {key: value for key, value in facts.items() if value}
