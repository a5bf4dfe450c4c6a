"""What the feeds of the latest articles have in common."""

from __future__ import annotations

from collections.abc import Iterable

from copydesk.events import Article


def usable(articles: Iterable[Article]) -> list[Article]:
    """Return the articles that a feed may show, in the order given.

    Of several versions of an article the first one given counts, so the newest goes first. An
    article that is withheld or canceled is left out, its older versions too: JSON Feed and RSS
    have no word for it, and a reader would show its text.
    """
    newest: dict[str, Article] = {}
    for article in articles:
        newest.setdefault(article.article_id, article)
    return [article for article in newest.values() if article.status == "usable"]


def language(article: Article) -> str | None:
    """Return the language's tag, None where nothing could tell."""
    tag = article.language.tag if article.language else "und"
    return None if tag == "und" else tag


def common_language(articles: Iterable[Article]) -> str | None:
    """Return the language that all articles share, if they do."""
    tags = {language(article) for article in articles}
    return tags.pop() if len(tags) == 1 else None


def tags(article: Article) -> list[str]:
    """Return section and keywords, each once."""
    return list(dict.fromkeys(filter(None, (article.section, *article.keywords))))
