"""ninjs 3.2, the IPTC's standard for news in JSON (https://iptc.org/standards/ninjs/).

3.2 of October 2025 is the newest version that the IPTC has approved; its names are camelCase.
What goes where, and what has no home in ninjs, is listed in docs/reference/formats.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from copydesk.events import Article
from copydesk.events.article import Medium

from .addresses import family, media_type, uri
from .latest import language
from .markup import html
from .times import printed, rfc3339

STANDARD = {
    "name": "ninjs",
    "version": "3.2",
    "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.2.json#",
}


def ninjs(article: Article) -> dict[str, Any]:
    """Return an article as a ninjs 3.2 document, valid against the IPTC's schema.

    What the article does not know is absent. An article that is withheld or canceled keeps its
    text if the event has it: `pubStatus` tells the receiver what to do.
    """
    place = article.dateline.place if article.dateline else None
    return _known(
        {
            "uri": article.article_id,
            "standard": dict(STANDARD),
            "type": "text",
            "representationType": article.completeness.value if article.completeness else None,
            "version": str(article.version),
            "firstCreated": rfc3339(article.first_seen) if article.first_seen else None,
            "versionCreated": rfc3339(article.fetched) if article.fetched else None,
            "contentCreated": printed(article.published) if article.published else None,
            "pubStatus": article.status,
            "edNote": "\n\n".join(_notes(article)) or None,
            "language": language(article),
            "title": article.headline,
            "headlines": [_plain(h.role, h.value) for h in article.headlines if h.value],
            "by": ", ".join(author.name for author in article.by if author.name) or None,
            "located": place,
            "places": [{"name": place, "rel": "dateline"}] if place else [],
            "descriptions": list(_descriptions(article)),
            "bodies": list(_bodies(article)),
            "subjects": list(_subjects(article)),
            "genres": [{"name": genre} for genre in article.genres],
            "infoSources": list(_sources(article)),
            "altIds": [{"role": other.role, "value": other.value} for other in article.alt_ids],
            "renditions": list(_pages(article)),
            "associations": list(_associations(article)),
        }
    )


def _notes(article: Article) -> list[str]:
    # An edNote is for the editors who receive the item; a feed's note may repeat the page's.
    return list(dict.fromkeys(filter(None, (article.ed_note, article.change.note))))


def _descriptions(article: Article) -> Iterator[dict[str, Any]]:
    if article.standfirst:
        yield _plain("standfirst", article.standfirst)
    change = article.change
    # ninjs 3 has no signal as NewsML-G2 has: `correction: body, headlines`.
    yield _plain("change", f"{change.kind}: {', '.join(change.fields)}".removesuffix(": "))


def _bodies(article: Article) -> Iterator[dict[str, Any]]:
    text, counts = article.body.text, article.counts
    if not text:
        return
    yield _known(
        {
            "role": "main",
            "contentType": "text/plain",
            "charCount": len(text),
            "wordCount": counts.words if counts else None,
            "value": text,
        }
    )
    yield {"role": "main", "contentType": "text/html", "value": html(article.body)}


def _subjects(article: Article) -> Iterator[dict[str, Any]]:
    by_rel = (
        ("section", "section", (article.section,)),
        ("keyword", "keywords", article.keywords),
    )
    for rel, field, names in by_rel:
        found = article.provenance.fields.get(field) if article.provenance else None
        confidence = found.confidence if found else None
        for name in dict.fromkeys(filter(None, names)):
            yield _known(
                {
                    "name": name,
                    "rel": rel,
                    "creator": found.from_ if found else None,
                    "confidence": _percent(confidence) if confidence is not None else None,
                }
            )


def _percent(share: float) -> int:
    return round(100 * min(max(share, 0.0), 1.0))


def _sources(article: Article) -> Iterator[dict[str, Any]]:
    publisher, dateline, feed = article.publisher, article.dateline, article.feed
    if publisher:
        yield _known(
            {
                "name": publisher.name or publisher.domain,
                "role": "publisher",
                "literal": publisher.id,
                "contactInfo": [{"role": "office", "address": {"country": publisher.country}}]
                if publisher.country
                else [],
            }
        )
    for author in article.by:
        if author.name:
            role = author.role or "author"
            yield _known({"name": author.name, "role": role, "uri": uri(author.uri)})
    if dateline and dateline.source:
        yield {"name": dateline.source, "role": "dateline"}
    if feed:
        yield _known({"name": feed.title, "role": "feed", "uri": uri(feed.url)})


def _pages(article: Article) -> Iterator[dict[str, Any]]:
    # `uri` names the item and is no link, so the page on the web is a rendition of it.
    known = {"canonical": uri(article.canonical_url), "web": uri(article.url)}
    if known["web"] == known["canonical"]:
        del known["web"]
    for name, href in known.items():
        if href:
            yield {"name": name, "href": href, "contentType": "text/html"}


def _associations(article: Article) -> Iterator[dict[str, Any]]:
    for number, medium in enumerate(article.media, 1):
        href = uri(medium.href)
        if href:
            yield _association(medium, href, number)


def _association(medium: Medium, href: str, number: int) -> dict[str, Any]:
    kind = family(medium)
    licence = uri(medium.licence)
    texts = (("caption", medium.caption), ("alt", medium.alt))
    rendition = {
        "name": "main",
        "href": href,
        "contentType": media_type(medium),
        "width": medium.width,
        "height": medium.height,
    }
    return _known(
        {
            "name": f"{kind or 'medium'} {number}",
            "uri": href,
            "type": kind,
            "by": medium.credit,
            "descriptions": [_plain(role, text) for role, text in texts if text],
            "rightsInfo": {"linkedRights": licence} if licence else None,
            "renditions": [_known(rendition)],
        }
    )


def _plain(role: str, text: str) -> dict[str, Any]:
    return {"role": role, "contentType": "text/plain", "value": text}


def _known(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None and value != []}
