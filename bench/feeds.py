"""Feeds a second of `parse_feed` and `compare`, against feedparser without sanitising.

The feeds are the demo newsroom's six (RSS, Atom, RDF; 20 entries each); with --feeds a folder
of real ones (*.gz, bytes as served) is measured as well.

Example: python -m bench.feeds --rounds 7 --feeds ../shared/bench/feeds
"""

from __future__ import annotations

import gzip
from pathlib import Path
from statistics import mean

import feedparser

from bench.measure import arguments, race, show
from bench.newsroom import feeds
from copydesk.errors import PermanentError
from copydesk.poll import ParsedFeed, parse_feed
from copydesk.poll.identity import compare

Feeds = list[tuple[bytes, str, dict[str, str]]]


def plain(body: bytes, url: str, headers: dict[str, str]) -> object:
    """Parse with feedparser, without sanitising."""
    given = {"content-location": url, "content-type": headers["content-type"]}
    return feedparser.parse(body, response_headers=given, sanitize_html=False)


def parsed(chosen: Feeds) -> list[ParsedFeed]:
    """Parse what is a feed."""
    found = []
    for body, url, headers in chosen:
        try:
            found.append(parse_feed(body, url=url, headers=headers))
        except PermanentError:
            continue
    return found


def measure(chosen: Feeds, rounds: int, what: str) -> None:
    """Print speed on some feeds."""
    results = parsed(chosen)
    seen = [compare(b"", one.entries).seen for one in results]
    entries = sum(len(one.entries) for one in results)
    print(
        f"\n{what}: {len(chosen)} feeds, {len(chosen) - len(results)} refused, {entries} entries, "
        f"mean {mean(len(body) for body, _, _ in chosen) / 1024:.0f} KiB"
    )
    timings = race(
        {
            "parse_feed": lambda: parsed(chosen),
            "compare, nothing new": lambda: [
                compare(known, one.entries) for known, one in zip(seen, results, strict=True)
            ],
            "compare, all new": lambda: [compare(b"", one.entries) for one in results],
            "feedparser alone": lambda: [plain(*one) for one in chosen],
        },
        len(chosen),
        rounds,
    )
    show(timings, "feeds", "feedparser alone")


def main() -> None:
    """Measure."""
    parser = arguments(__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--feeds", type=Path, help="folder of real feeds")
    given = parser.parse_args()
    files = sorted(given.feeds.glob("*.gz")) if given.feeds is not None else []
    if given.feeds is not None and not files:
        raise SystemExit(f"{given.feeds} has no *.gz files: leave --feeds out")
    measure(feeds(), given.rounds, "newsroom")
    if given.feeds is None:
        return
    kind = {"content-type": "application/xml"}
    real = [(gzip.decompress(p.read_bytes()), f"https://{p.stem}.example/", kind) for p in files]
    measure(real, given.rounds, given.feeds.name)


if __name__ == "__main__":
    main()
