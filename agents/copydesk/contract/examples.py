"""One realistic example per event: the same story on its way. All of it is made up."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256

from copydesk import headers as h
from copydesk.deadletter import payload_of
from copydesk.enrich.enrich import enrich
from copydesk.events import (
    AltId,
    Article,
    Block,
    Body,
    Change,
    Dateline,
    DeadLetter,
    Discovered,
    Event,
    Extraction,
    Feed,
    FeedDate,
    FeedHealth,
    FeedRef,
    Fetched,
    FieldProvenance,
    Headline,
    Instant,
    Language,
    Medium,
    Normalized,
    Origin,
    Provenance,
    Publisher,
    PushHealth,
    Redirect,
    Rights,
    SourceRecord,
    StageProvenance,
    Story,
)
from copydesk.instants import to_ms
from copydesk.urls import article_id

_FEED = "https://kabarmuara.example/rss.xml"
_LINK = "https://kabarmuara.example/berita/3071/dermaga-lama?utm_source=rss"
_URL = "https://kabarmuara.example/berita/3071/dermaga-lama"
_PUBLISHED = datetime(2026, 11, 14, 1, 12, tzinfo=UTC)
_SEEN = datetime(2026, 11, 14, 1, 15, 2, tzinfo=UTC)
_FETCHED = datetime(2026, 11, 14, 1, 15, 3, 481000, tzinfo=UTC)
_HEADLINE = "Dermaga Lama Muara Sari Dibuka Lagi untuk Perahu Nelayan"
_STANDFIRST = "Perbaikan selesai dua pekan lebih cepat dari jadwal"
_PARAGRAPHS = (
    "Dermaga lama di Muara Sari dibuka lagi untuk perahu nelayan pada hari Sabtu, setelah tiang "
    "kayunya diganti dan lampu di ujungnya dinyalakan kembali.",
    "Menurut pengelola, sekitar 60 perahu dapat bersandar pada saat yang sama, dan sewa tempat "
    "tidak dinaikkan sampai akhir tahun.",
    "Pasar ikan di sebelahnya ikut pindah jam: lelang pertama sekarang dimulai pukul empat pagi.",
)


def discovered() -> Discovered:
    """Return the entry as poll found it."""
    return Discovered(
        feed=FeedRef(url=_FEED, title="Kabar Muara", entry_id="3071"),
        link=_LINK,
        change="new",
        seen_at=_SEEN,
        title=_HEADLINE,
        summary=_STANDFIRST,
        published=FeedDate(
            value=_PUBLISHED, offset="+07:00", text="Sat, 14 Nov 2026 08:12:00 +0700"
        ),
        categories=("Daerah",),
        language="id",
    )


def fetched() -> Fetched:
    """Return the facts of the fetch."""
    return Fetched(
        url=_LINK,
        final_url=_URL,
        status=200,
        redirects=(Redirect(url=_LINK, status=301),),
        headers={"content-type": "text/html; charset=utf-8", "etag": '"3071-1"'},
        remote_address="203.0.113.7",
        fetched_at=_FETCHED,
        elapsed_ms=214,
        charset="utf-8",
        entry=discovered(),
    )


def normalized() -> Normalized:
    """Return the article as normalize made it."""
    blocks = tuple(Block(kind="paragraph", text=text) for text in _PARAGRAPHS)
    return Normalized(
        article_id=article_id(_URL),
        alt_ids=(AltId(role="guid", value="3071"), AltId(role="story-code", value="3071")),
        url=_URL,
        canonical_url=_URL,
        published=Instant(value=_PUBLISHED, offset="+07:00", zone_from="feed", precision="minute"),
        first_seen=_SEEN,
        fetched=_FETCHED,
        headlines=(
            Headline(role="kicker", value="Pesisir - Nelayan"),
            Headline(role="main", value=_HEADLINE),
        ),
        standfirst=_STANDFIRST,
        section="Daerah",
        dateline=Dateline(text="Kabar Muara -", source="Kabar Muara"),
        sign_off="[KM/r]",
        body=Body(text="\n\n".join(_PARAGRAPHS), blocks=blocks),
        language=Language(tag="id", declared="id"),
        extraction=Extraction(method="vote", version="1"),
        media=(Medium(href="https://kabarmuara.example/foto/3071.jpg", alt="Dermaga"),),
        publisher=Publisher(
            id="kabarmuara.example", name="Kabar Muara", domain="kabarmuara.example"
        ),
        feed=discovered().feed,
        rights=Rights(holder="Kabar Muara", notice="© 2026 Kabar Muara"),
        provenance=Provenance(
            fields={
                "headlines": FieldProvenance(from_="page text"),
                "published": FieldProvenance(from_="feed"),
                "rights": FieldProvenance(from_="page text"),
                "body": FieldProvenance(from_="vote 1"),
            },
            stages=(StageProvenance(name="normalize", version="0.1.0", outcome="charset utf-8"),),
            raw_digest=sha256(b"page").hexdigest(),
            feed_digest=sha256(b"entry").hexdigest(),
        ),
    )


def article() -> Article:
    """Return the first version as the gate published it."""
    copy = enrich(normalized())
    change = Change(kind="first")
    return Article(**copy.copy_fields(), version=1, status="usable", change=change)


def article_headers() -> dict[str, str]:
    """Return the headers of that record; the trace is made up, as is the time."""
    made = article()
    pairs = h.cloud_event(
        id=h.event_id("article", made.article_id, made.version, made.change.kind),
        type="copydesk.article.first",
        source="/copydesk/publish",
        subject=made.article_id,
        schema="article",
        partition_key=made.article_id,
        time=datetime(2026, 11, 14, 1, 15, 4, tzinfo=UTC),
        order=h.Order(to_ms(_FETCHED), 7, 1841),
    )
    trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
    return {**{name: value.decode() for name, value in pairs}, "traceparent": trace}


def _dead_letter() -> DeadLetter:
    page = b"<html><body></body></html>"
    return DeadLetter(
        stage="normalize",
        reason="no-article",
        message=f"no article on the page {_URL}",
        source=SourceRecord(
            topic="news.fetched",
            partition=7,
            offset=1841,
            timestamp=1794618903695,
            key="kabarmuara.example",
            headers=(("content-type", "text/html; charset=utf-8"),),
        ),
        payload=payload_of(page),
        url=_URL,
        first_failed_at=_FETCHED,
    )


def examples() -> dict[str, Event]:
    """Return an example for each schema."""
    return {
        "article": article(),
        "dead-letter": _dead_letter(),
        "discovered": discovered(),
        "enriched": enrich(normalized()),
        "feed": Feed(url=_FEED, title="Kabar Muara", tags=("indonesia",), min_interval_s=600),
        "feed-health": FeedHealth(
            feed=_FEED,
            state="ok",
            title="Kabar Muara",
            last_success=_SEEN,
            last_entry=_SEEN,
            next_poll=datetime(2026, 11, 14, 1, 25, 2, tzinfo=UTC),
            why="gap",
            gap=1204.5,
            entries=20,
            duplicates=0.95,
            bytes=48213,
            bad_dates=1,
            warnings=("bad-date",),
            push=PushHealth(
                hub="https://hub.example/",
                until=datetime(2026, 11, 24, 1, 15, 2, tzinfo=UTC),
                trusted=True,
                last_push=_SEEN,
            ),
        ),
        "fetched": fetched(),
        "normalized": normalized(),
        "story": Story(
            article_id=article_id(_URL),
            story_id="urn:copydesk:story:example",
            origin=Origin(role="original"),
        ),
    }
