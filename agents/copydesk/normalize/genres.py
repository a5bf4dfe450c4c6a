"""Genres from the type that a page gives its article (schema.org, NewsArticle and below)."""

from __future__ import annotations

from .page import Page

_GENRES = {
    "NewsArticle": "news",
    "ReportageNewsArticle": "news",
    "OpinionNewsArticle": "opinion",
    "AnalysisNewsArticle": "analysis",
    "BackgroundNewsArticle": "analysis",
    "LiveBlogPosting": "live",
    "ImageGallery": "gallery",
    "MediaGallery": "gallery",
    "VideoObject": "video",
}


def genres(page: Page) -> tuple[str, ...]:
    """Return the genres that the article's JSON-LD states, sorted; none if it states none."""
    stated = page.json_ld.get("@type")
    types = stated if isinstance(stated, list) else [stated]
    found = {
        _GENRES[name.rsplit("/", 1)[-1]]
        for name in types
        if isinstance(name, str) and name.rsplit("/", 1)[-1] in _GENRES
    }
    return tuple(sorted(found))
