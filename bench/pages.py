"""How pages of a folder are recognised: which would be refused, which are said to be partial.

    python -m bench.pages FOLDER

FOLDER holds pages (`*.html`, `*.html.gz`) of which each is an article: any refusal is an error.
"""

from __future__ import annotations

import gzip
import sys
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from copydesk.errors import CopydeskError
from copydesk.events import Discovered, FeedRef, Fetched, Normalized
from copydesk.normalize.article import normalize_page
from copydesk.normalize.charset import decode_page
from copydesk.normalize.page import parse_page
from copydesk.pages.access import access_of
from copydesk.pages.walls import by_tree
from copydesk.settings import NormalizeSettings

NOW = datetime(2026, 11, 24, tzinfo=UTC)
URL = "https://site.example/an-article-1"


def facts() -> Fetched:
    """Return facts that give no hint: no title of a feed, no charset."""
    entry = Discovered(feed=FeedRef(url=URL), link=URL, change="new", seen_at=NOW)
    return Fetched(
        url=URL, final_url=URL, status=200, headers={}, fetched_at=NOW, elapsed_ms=1, entry=entry
    )


def read(path: Path) -> bytes:
    """Return a page's bytes."""
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


def main(folder: Path) -> int:
    """Print the table; return how many pages would be refused."""
    pages = sorted([*folder.glob("*.html"), *folder.glob("*.html.gz")])
    refused, said, spent = 0, Counter[str](), 0.0
    for path in pages:
        body = read(path)
        page = parse_page(decode_page(body, None)[0], max_depth=512)
        begin = time.perf_counter()
        verdict = by_tree(page, None)
        access_of(page, "")
        spent += time.perf_counter() - begin
        if verdict is not None:
            print(f"{path.name[:16]}  by its tree alone: {verdict.code} ({verdict.evidence})")
        try:
            article: Normalized = normalize_page(body, facts(), NormalizeSettings())
        except CopydeskError as error:
            refused += 1
            print(f"{path.name[:16]}  REFUSED {error.code}: {error.message}")
            continue
        complete = article.completeness.value if article.completeness else "unknown"
        said[f"access {article.access or 'unknown'}, {complete}"] += 1
    for text, count in sorted(said.items()):
        print(f"{count:4}  {text}")
    print(f"{len(pages)} pages, {refused} refused; {spent / len(pages) * 1000:.2f} ms a page")
    return refused


if __name__ == "__main__":
    sys.exit(min(1, main(Path(sys.argv[1]))))
