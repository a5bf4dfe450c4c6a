"""Every event that crosses a topic: typed, immutable, one module per event."""

from .article import (
    AltId,
    Article,
    Author,
    Block,
    Body,
    Change,
    Completeness,
    Copy,
    Counts,
    Dateline,
    Enriched,
    Extraction,
    FieldProvenance,
    Headline,
    Instant,
    Language,
    Medium,
    Normalized,
    Provenance,
    Publisher,
    StageProvenance,
)
from .base import SCHEMA_VERSION, Event, Part
from .dead_letter import DeadLetter, ExceptionInfo, Payload, SourceRecord
from .discovered import Discovered, Enclosure, FeedDate, FeedRef
from .feed import Feed
from .feed_health import FeedHealth, HealthError
from .fetched import Fetched, Redirect
from .story import Origin, Story

__all__ = [
    "SCHEMA_VERSION",
    "AltId",
    "Article",
    "Author",
    "Block",
    "Body",
    "Change",
    "Completeness",
    "Copy",
    "Counts",
    "Dateline",
    "DeadLetter",
    "Discovered",
    "Enclosure",
    "Enriched",
    "Event",
    "ExceptionInfo",
    "Extraction",
    "Feed",
    "FeedDate",
    "FeedHealth",
    "FeedRef",
    "Fetched",
    "FieldProvenance",
    "Headline",
    "HealthError",
    "Instant",
    "Language",
    "Medium",
    "Normalized",
    "Origin",
    "Part",
    "Payload",
    "Provenance",
    "Publisher",
    "Redirect",
    "SourceRecord",
    "StageProvenance",
    "Story",
]
