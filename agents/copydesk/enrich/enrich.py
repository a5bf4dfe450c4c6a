"""A normalized article -> the enriched one. Pure, one article at a time."""

from __future__ import annotations

import msgspec

from copydesk._version import __version__
from copydesk.events import Enriched, FieldProvenance, Normalized, Provenance, StageProvenance

from .counts import counts_of
from .fingerprint import fingerprint_of
from .keywords import keywords_of
from .language import detect


def enrich(article: Normalized) -> Enriched:
    """Add language, counts, keywords and fingerprint; everything else stays as it is.

    Keywords that the page names are its editors' and stay; words that are counted say less.
    """
    text = article.body.text
    headline = article.headline or ""
    declared = article.language.declared if article.language else None
    language = detect(text or headline, declared)
    before = article.provenance or Provenance()
    added = {
        "language": FieldProvenance(from_="py3langid", confidence=language.confidence),
        "fingerprint": FieldProvenance(from_="simhash"),
    }
    keywords = article.keywords
    if not keywords:
        keywords = keywords_of(headline, text, language.tag)
        added["keywords"] = FieldProvenance(from_="term frequency")
    return Enriched(
        **{
            **msgspec.structs.asdict(article),
            "language": language,
            "counts": counts_of(text),
            "keywords": keywords,
            "fingerprint": fingerprint_of(text),
            "provenance": msgspec.structs.replace(
                before,
                fields={**before.fields, **added},
                stages=(*before.stages, StageProvenance(name="enrich", version=__version__)),
            ),
        }
    )
