"""Pages a second of `normalize_page`, against trafilatura on the same pages alone.

trafilatura finds the body alone, and gets the text ready decoded. Real pages, with the quality of
bodies, are in bench.articles.

Example: python -m bench.normalize --count 60 --rounds 5
"""

from __future__ import annotations

from statistics import mean

import trafilatura

from bench.measure import arguments, race, show
from bench.newsroom import pages
from copydesk.errors import PermanentError
from copydesk.events import Fetched
from copydesk.normalize.article import normalize_page
from copydesk.normalize.charset import decode_page
from copydesk.settings import NormalizeSettings

Pages = list[tuple[bytes, Fetched]]
_SETTINGS = NormalizeSettings()


def ours(body: bytes, known: Fetched) -> str:
    """Return the body that the stage finds, empty if it refuses the page."""
    try:
        return normalize_page(body, known, _SETTINGS).body.text
    except PermanentError:
        return ""


def plain(text: str, url: str) -> str:
    """Return the body that trafilatura finds."""
    found = trafilatura.bare_extraction(
        text, url=url, include_comments=False, include_tables=True, with_metadata=False
    )
    return str(getattr(found, "text", None) or "")


def measure(chosen: Pages, rounds: int, what: str) -> None:
    """Print speed on some pages."""
    texts = [(decode_page(body, None)[0], known.final_url) for body, known in chosen]
    print(f"\n{what}: {len(chosen)} pages, mean {mean(len(b) for b, _ in chosen) / 1024:.0f} KiB")
    timings = race(
        {
            "normalize_page": lambda: [ours(body, known) for body, known in chosen],
            "trafilatura alone": lambda: [plain(text, url) for text, url in texts],
        },
        len(chosen),
        rounds,
    )
    show(timings, "pages", "trafilatura alone")


def main() -> None:
    """Measure."""
    parser = arguments(__doc__)
    parser.add_argument("--count", type=int, default=60, help="pages of the newsroom")
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    measure(pages(given.count), given.rounds, "newsroom")


if __name__ == "__main__":
    main()
