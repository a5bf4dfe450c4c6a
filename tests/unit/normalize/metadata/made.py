"""A page of an article around what a test is about."""

from __future__ import annotations

from copydesk.normalize import Article, extract
from tests.pages import entry

URL = "https://www.ferrypost.example/harbour/ferry-is-back"
HEADLINE = "The night ferry is back after two years"
_COPY = (
    "The night ferry between the two towns sailed again on Friday, two years after a storm had "
    "torn away the pier on the northern shore and cut the only link that runs after dark.",
    "About three hundred people waited in the rain, among them the baker who had driven around "
    "the bay every night, and a school choir that sang although its hall was still closed.",
    "The council paid for the new pier from a fund for storms. It will hold, the engineers said, "
    "for at least fifty years, and the fare is the same as before the storm.",
)


def made(
    head: str = "",
    *,
    above: str = "",
    under: str = "",
    inside: str = "",
    after: str = "",
    footer: str = "",
    headline: str = HEADLINE,
    url: str = URL,
    **feed: object,
) -> Article:
    """Return the article of a page with a headline, three paragraphs and what is given."""
    first, *rest = (f"<p>{text}</p>" for text in _COPY)
    page = (
        f"<html lang='en'><head><title>{headline} - The Ferry Post</title>"
        f"<meta property='og:site_name' content='The Ferry Post'>{head}</head><body>"
        "<header><a href='/'>The Ferry Post</a><nav><a href='/news'>News</a></nav></header>"
        f"<main><article>{above}<h1>{headline}</h1>{under}"
        f"<div class='article-body'>{first}{inside}{''.join(rest)}</div>{after}</article></main>"
        f"<footer>{footer}</footer></body></html>"
    )
    given = entry(url, **feed) if feed else None
    return extract(page, url, feed_entry=given)


def source(article: Article, field: str) -> str | None:
    """Return where a field was read."""
    assert article.provenance is not None
    found = article.provenance.fields.get(field)
    return found.from_ if found else None
