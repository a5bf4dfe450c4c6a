"""Pages a second of `normalize_page`, against trafilatura on the same pages alone.

trafilatura gets the options that the stage gives it, and the text ready decoded: it is the
limit as long as it finds the body. What is above it is parsing, dates, headline, furniture.

With --pages a folder of real pages (html/ID.html.gz, ground-truth.json with `articleBody`) is
measured as well, and the quality of both: F1 of 4-token shingles, means over pages.

Example: python -m bench.normalize --count 60 --rounds 5 --pages ../shared/bench/articles
"""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from pathlib import Path
from statistics import mean

import trafilatura

from bench.measure import arguments, race, show
from bench.newsroom import facts, pages
from copydesk.errors import PermanentError
from copydesk.events import Fetched
from copydesk.normalize.charset import decode_page
from copydesk.normalize.extract import normalize_page
from copydesk.settings import NormalizeSettings

Pages = list[tuple[bytes, Fetched]]
_SETTINGS = NormalizeSettings()
_TOKEN = re.compile(r"\w+")


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


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Return the 4-token shingles of a text, each as often as it occurs."""
    tokens = _TOKEN.findall(text)
    return Counter(tuple(tokens[at : at + 4]) for at in range(max(1, len(tokens) - 3)))


def scores(found: list[str], truth: list[str]) -> tuple[float, float, float]:
    """Return F1, precision and recall: means over pages, F1 of the means."""
    precisions, recalls = [], []
    for text, true in zip(found, truth, strict=True):
        got, wanted = shingles(text), shingles(true)
        right = sum((got & wanted).values())
        precisions.append(right / max(1, sum(got.values())))
        recalls.append(right / max(1, sum(wanted.values())))
    precision, recall = mean(precisions), mean(recalls)
    return 2 * precision * recall / (precision + recall), precision, recall


def main() -> None:
    """Measure."""
    parser = arguments(__doc__)
    parser.add_argument("--count", type=int, default=60, help="pages of the newsroom")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--pages", type=Path, help="folder of real pages")
    given = parser.parse_args()
    if given.pages is not None and not (given.pages / "ground-truth.json").is_file():
        raise SystemExit(f"{given.pages} has no ground-truth.json: leave --pages out")
    measure(pages(given.count), given.rounds, "newsroom")
    if given.pages is None:
        return
    truth = json.loads((given.pages / "ground-truth.json").read_text("utf-8"))
    files = {name: given.pages / "html" / f"{name}.html.gz" for name in truth}
    real: Pages = [
        (gzip.decompress(path.read_bytes()), facts(truth[name]["url"]))
        for name, path in files.items()
    ]
    measure(real, given.rounds, given.pages.name)
    bodies = [one["articleBody"] for one in truth.values()]
    results = {
        "normalize_page": [ours(body, known) for body, known in real],
        "trafilatura alone": [plain(decode_page(b, None)[0], k.final_url) for b, k in real],
    }
    for name, found in results.items():
        f1, precision, recall = scores(found, bodies)
        print(f"{name:17} F1 {f1:.4f}  precision {precision:.3f}  recall {recall:.3f}")


if __name__ == "__main__":
    main()
