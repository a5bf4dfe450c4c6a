"""JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import orjson

from copydesk.events import Article
from copydesk.events.article import Medium

from .addresses import family, media_type, uri
from .latest import common_language, language, tags, usable
from .markup import html
from .times import printed

_VERSION = "https://jsonfeed.org/version/1.1"
_ABOUT = "Version, change and source of the article, as Copydesk's events name them."


def json_feed(
    articles: Sequence[Article],
    *,
    title: str,
    home_page_url: str | None = None,
    feed_url: str | None = None,
) -> bytes:
    """Return a JSON Feed 1.1 of articles, in UTF-8.

    Args:
        articles: newest first; which of them are shown is what `latest.usable` says.
        title: name of the feed.
        home_page_url: the page that the feed describes.
        feed_url: where the feed itself will be read.
    """
    shown = usable(articles)
    feed = {
        "version": _VERSION,
        "title": title,
        "home_page_url": uri(home_page_url),
        "feed_url": uri(feed_url),
        "language": common_language(shown),
        "items": [_item(article) for article in shown],
    }
    return orjson.dumps(_known(feed))


def _item(article: Article) -> dict[str, Any]:
    url = uri(article.canonical_url)
    read_at = uri(article.url)
    image = next((m for m in article.media if family(m) in ("picture", None)), None)
    publisher = article.publisher
    source = {"version": article.version, "change": article.change.kind}
    return _known(
        {
            "id": article.article_id,
            "url": url,
            "external_url": None if read_at == url else read_at,
            "title": article.headline,
            "content_text": article.body.text,
            "content_html": html(article.body) or None,
            "summary": article.standfirst,
            "image": uri(image.href) if image else None,
            "date_published": printed(article.published) if article.published else None,
            "date_modified": printed(article.modified) if article.modified else None,
            "authors": [
                _known({"name": author.name, "url": uri(author.uri)})
                for author in article.by
                if author.name
            ],
            "tags": tags(article),
            "language": language(article),
            "attachments": [made for m in article.media if m is not image and (made := _file(m))],
            "_copydesk": {
                "about": _ABOUT,
                **source,
                **({"source": publisher.domain} if publisher else {}),
            },
        }
    )


def _file(medium: Medium) -> dict[str, Any] | None:
    url, mime_type = uri(medium.href), media_type(medium)
    if url is None or mime_type is None:
        return None
    return _known({"url": url, "mime_type": mime_type, "title": medium.caption or medium.alt})


def _known(values: dict[str, Any]) -> dict[str, Any]:
    # An empty list says nothing, but for the items of a feed; an empty text is a text.
    return {
        key: value
        for key, value in values.items()
        if value is not None and (value != [] or key == "items")
    }
