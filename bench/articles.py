"""Bodies of real pages: ours and its peers side by side, quality and CPU of each in one run.

The pages are a folder's html/ID.html.gz, with `url` and `articleBody` in ground-truth.json (the
format of the article-extraction-benchmark). 'cross-validated' is the whole of `extract` with
weights that have not seen the page's site; 'as shipped' has seen pages of this folder where it is
the development set. --ablation says what each part adds, --worst which pages are least right.

Example: python -m bench.articles --pages ../shared/bench/articles --ablation --worst 10
"""

from __future__ import annotations

import gc
import math
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import trafilatura
from readability import Document

from bench.measure import arguments, percentile
from bench.quality import accuracy, scores
from bench.train_body import FOLDS as _FOLDS
from bench.train_body import Sample, cross_validated, example, fit, gold, held_out, others
from copydesk.errors import PermanentError
from copydesk.normalize import Article, extract
from copydesk.normalize.body.segment import segment
from copydesk.normalize.body.vote import Weights
from copydesk.normalize.body.voters import by_resiliparse
from copydesk.normalize.charset import decode_page
from copydesk.normalize.page import parse_page

Reader = Callable[[Sample], str]
_GROUPS = {
    "hints of class names": ("hint ",),
    "kind of element": ("is p", "is h1", "is heading", "is item", "is cell", "is div", "is other"),
    "neighbours": ("vote ", "weight "),
    "where the copy is": ("in main", "below main", "signature", "main signature", "dense"),
    "order on the page": ("before copy", "after copy", "in copy", "is first", "is last", "just "),
    "title and description": ("in title", "is title", "described"),
    "words of furniture": ("also", "promotion", "about", "credit", "contact"),
}


def article_of(sample: Sample) -> Article | None:
    """Return the article that `extract` finds, None if it refuses the page."""
    try:
        return extract(sample.html, sample.url)
    except PermanentError:
        return None


def article_text(article: Article | None) -> str:
    """Return the body of an article."""
    return article.text if article else ""


def printed(article: Article | None) -> str:
    """Return the body of an article with its dateline and sign-off, as the page prints it."""
    if article is None:
        return ""
    dateline = f"{article.dateline.text} " if article.dateline else ""
    return f"{dateline}{article.text}\n{article.sign_off or ''}"


def ours(sample: Sample) -> str:
    """Return the body that `extract` finds, empty if it refuses the page."""
    return article_text(article_of(sample))


def by_trafilatura(sample: Sample, **options: Any) -> str:
    """Return the body that trafilatura finds by itself."""
    text, _ = decode_page(sample.html, None)
    found = trafilatura.bare_extraction(
        text, url=sample.url, include_comments=False, with_metadata=False, **options
    )
    return str(getattr(found, "text", None) or "")


def by_readability(sample: Sample) -> str:
    """Return the body that readability-lxml finds by itself."""
    kept = Document(decode_page(sample.html, None)[0]).summary(html_partial=True)
    tree = parse_page(str(kept), max_depth=512).tree
    return "\n".join(block.text for block in segment(tree))


def by_resiliparse_alone(sample: Sample) -> str:
    """Return the body that resiliparse finds by itself."""
    return by_resiliparse(decode_page(sample.html, None)[0])


def by_newspaper(sample: Sample) -> str:
    """Return the body that newspaper4k finds."""
    import newspaper

    config = newspaper.Config()
    config.fetch_images = False
    article = newspaper.Article(sample.url, config=config)
    article.download(input_html=decode_page(sample.html, None)[0])
    try:
        article.parse()
    except ImportError:
        # Some languages want more packages.
        return ""
    return str(article.text)


@contextmanager
def voting_by(weights: Weights) -> Iterator[None]:
    """Have pages voted on by other weights than the shipped ones."""
    # The package has a function of the module's name.
    voting: Any = sys.modules["copydesk.normalize.body.vote"]
    shipped = voting.weights
    voting.weights = lambda: weights
    try:
        yield
    finally:
        voting.weights = shipped


def unseen(samples: Sequence[Sample], more: Sequence[Sample], seed: int) -> list[Article | None]:
    """Return the articles that `extract` finds by weights that have not seen the page's site."""
    examples = [example(sample) for sample in [*samples, *more]]
    found: list[Article | None] = [None] * len(samples)
    for at, by in held_out(examples, seed, fit):
        if at < len(samples):
            with voting_by(by):
                found[at] = article_of(samples[at])
    return found


def line(name: str, found: list[str], bodies: list[str], cost: str = "") -> None:
    """Print a row of the table."""
    f1, precision, recall = scores(found, bodies)
    print(
        f"{name:34} {f1:.4f} {precision:.4f} {recall:.4f} {accuracy(found, bodies):8.3f}{cost}",
        flush=True,
    )


def timed(readers: Mapping[str, Reader], samples: Sequence[Sample]) -> dict[str, list[float]]:
    """Return each reader's CPU time for each page in ms, the best of three runs.

    All readers take a page before the next comes: where the machine is slow for a while it is so
    for all of them.
    """
    # The pages and what was found are the bench's own: no reader is to pay for looking at them.
    gc.collect()
    gc.freeze()
    spent: dict[str, list[float]] = {name: [] for name in readers}
    for sample in samples:
        best = dict.fromkeys(readers, math.inf)
        for _ in range(3):
            for name, reader in readers.items():
                begin = time.process_time()
                reader(sample)
                best[name] = min(best[name], time.process_time() - begin)
        for name, seconds in best.items():
            spent[name].append(seconds * 1000)
    return spent


def ablation(samples: Sequence[Sample], more: Sequence[Sample], seed: int) -> None:
    """Print what the vote is worth without each of its parts, before furniture is taken out."""
    bodies = [sample.body for sample in samples]
    every = [*samples, *more]

    def row(name: str, voters: Mapping[str, Reader] | None = None, **options: Any) -> None:
        examples = [
            example(one, {name: read(one) for name, read in voters.items()} if voters else None)
            for one in every
        ]
        found = cross_validated(examples, seed, partial(fit, **options))
        line(name, found[: len(samples)], bodies)

    peers = {"readability-lxml": by_readability, "trafilatura": by_trafilatura}
    row("the vote alone")
    row("without the second look", looks=1)
    row("without resiliparse", {"nobody": lambda sample: ""})
    for name, reader in peers.items():
        row(f"{name} in its place", {name: reader})
        row(f"{name} beside it", {"resiliparse": by_resiliparse_alone, name: reader})
    for name, beginnings in _GROUPS.items():
        row(f"without {name}", without=beginnings)


def main() -> None:
    """Measure."""
    parser = arguments(__doc__)
    parser.add_argument("--pages", type=Path, required=True, help="folder of pages")
    parser.add_argument("--seed", type=int, default=0, help="deals sites into folds")
    parser.add_argument("--ablation", action="store_true", help="what each part adds")
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="show the N worst pages")
    given = parser.parse_args()
    if not (given.pages / "ground-truth.json").is_file():
        raise SystemExit(f"{given.pages} has no ground-truth.json")
    samples, more = list(others(given.pages)), list(gold())
    bodies = [sample.body for sample in samples]
    print(f"{len(samples)} pages; cross-validated in {_FOLDS} folds by site, seed {given.seed}\n")
    print(f"{'':34} {'F1':6} {'P':6} {'R':6} accuracy   ms a page   p99   CPU against")
    readers: dict[str, Reader] = {
        "trafilatura": by_trafilatura,
        "Copydesk, as shipped": ours,
        "trafilatura, fast": partial(by_trafilatura, fast=True),
        "trafilatura, favour precision": partial(by_trafilatura, favor_precision=True),
        "readability-lxml": by_readability,
        "resiliparse": by_resiliparse_alone,
    }
    try:
        import newspaper  # noqa: F401 - only whether it is there

        readers["newspaper4k"] = by_newspaper
    except ImportError:
        print("newspaper4k is not installed: left out")
    texts = {name: [reader(sample) for sample in samples] for name, reader in readers.items()}
    spent = timed(readers, samples)
    base = statistics.mean(spent["trafilatura"])
    for name, found in texts.items():
        mean = statistics.mean(spent[name])
        cost = f" {mean:11.1f} {percentile(spent[name], 0.99):5.0f} {mean / base:10.2f} x"
        line(name, found, bodies, cost)
    held = unseen(samples, more, given.seed)
    line("Copydesk, cross-validated", [article_text(one) for one in held], bodies)
    # The answers of this set have dateline and sign-off in the body; Copydesk has fields for them.
    line("  with dateline and sign-off", [printed(one) for one in held], bodies)
    if given.ablation:
        print()
        ablation(samples, more, given.seed)
    if given.worst:
        print()
        rows = []
        for sample, article in zip(samples, held, strict=True):
            f1, precision, recall = scores([article_text(article)], [sample.body])
            rows.append((f1, precision, recall, sample.url))
        for f1, precision, recall, url in sorted(rows)[: given.worst]:
            print(f"{f1:.3f} precision {precision:.3f} recall {recall:.3f}  {url}")


if __name__ == "__main__":
    main()
