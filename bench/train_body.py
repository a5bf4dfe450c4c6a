"""Train the vote on the body's blocks, and print how well it does on pages it has not seen.

Trains on bench/gold/tuning and, with --pages, on a folder of other pages (html/ID.html.gz and
ground-truth.json with `url` and `articleBody`). Cross-validated by site.

Example: python -m bench.train_body --pages ../shared/bench/articles --write
"""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import msgspec
import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from bench.measure import arguments
from bench.quality import accuracy, scores
from copydesk.normalize.body import context_of
from copydesk.normalize.body.features import features
from copydesk.normalize.body.neighbours import neighbours
from copydesk.normalize.body.segment import TOKEN, TextBlock, segment
from copydesk.normalize.body.vote import Look, Weights, keep, scored
from copydesk.normalize.body.voters import Reading, Voice, shingles_of, voices_of
from copydesk.normalize.charset import decode_page
from copydesk.normalize.page import parse_page

ROOT = Path(__file__).parent.parent
WEIGHTS = ROOT / "agents/copydesk/normalize/body/weights.json"
FOLDS = 6
_VERSION = "3"
_STRENGTHS = 0.01, 0.02
"""Of the first look and of the second, as in scikit-learn: the inverse of regularization."""

Known = dict[str, float] | None
Trained = TypeVar("Trained")


@dataclass(frozen=True)
class Sample:
    """A page with its answer."""

    url: str
    html: bytes
    charset: str | None
    body: str
    printed: str
    """The body with what the page prints in it and Copydesk has fields for."""


@dataclass(frozen=True)
class Example:
    """A page as numbers."""

    site: str
    body: str
    blocks: Sequence[TextBlock]
    known: Sequence[Known]
    labels: Sequence[bool]


def gold() -> Iterator[Sample]:
    """Yield the pages of the gold set that are there to tune with."""
    for folder in sorted((ROOT / "bench/gold/tuning").iterdir()):
        given = json.loads((folder / "page.json").read_text("utf-8"))
        expected = json.loads((folder / "expected.json").read_text("utf-8"))
        lines = [block["text"] for block in (expected.get("body") or {}).get("blocks", ())]
        if lines:
            kind = given["headers"].get("content-type", "")
            charset = kind.partition("charset=")[2] or None
            yield Sample(
                given["url"],
                (folder / "page.html").read_bytes(),
                charset,
                "\n".join(lines),
                "\n".join([*opening(expected), *lines, *closing(expected)]),
            )


def opening(expected: dict[str, Any]) -> list[str]:
    """Return what the page prints in front of the body's text."""
    lines = [expected["standfirst"]] if expected.get("standfirst") else []
    return [*lines, expected["dateline"]["text"]] if expected.get("dateline") else lines


def closing(expected: dict[str, Any]) -> list[str]:
    """Return what the page prints below the body's text as if it were of it."""
    updates = expected.get("live_updates") or ()
    lines = [update.get(key) for update in updates for key in ("headline", "text")]
    return [line for line in (*lines, expected.get("sign_off"), expected.get("ed_note")) if line]


def others(folder: Path) -> Iterator[Sample]:
    """Yield the pages of another folder."""
    truth = json.loads((folder / "ground-truth.json").read_text("utf-8"))
    for name, one in sorted(truth.items()):
        html = gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes())
        yield Sample(one["url"], html, None, one["articleBody"], one["articleBody"])


def example(sample: Sample, texts: Mapping[str, str] | None = None) -> Example:
    """Read a page as the stage does.

    Args:
        sample: the page.
        texts: what extractors take for copy, by their names, if others are to vote than do.
    """
    text, _ = decode_page(sample.html, sample.charset)
    page = parse_page(text, max_depth=512)
    reading = Reading(segment(page.tree))
    blocks, voices = reading.blocks, voices_of(text)
    if texts is not None:
        voices = {name: Voice(taken) for name, taken in texts.items()}
    known = features(reading, voices, context_of(page))
    return Example(site_of(sample.url), sample.body, blocks, known, labels(blocks, sample.printed))


def site_of(url: str) -> str:
    """Return what stands for a page's site."""
    return ".".join((urlsplit(url).hostname or "").split(".")[-2:])


def folds(sites: Sequence[str], seed: int) -> dict[str, int]:
    """Deal sites into folds: pages of one site are never on both sides."""
    names = sorted(set(sites))
    order = np.random.RandomState(seed).permutation(len(names))
    return {names[at]: n % FOLDS for n, at in enumerate(order)}


def cross_validated(
    examples: Sequence[Example], seed: int, train: Callable[[Sequence[Example]], Weights]
) -> list[str]:
    """Return the body of each page as weights choose it that have not seen its site."""
    found = [""] * len(examples)
    for at, by in held_out(examples, seed, train):
        found[at] = chosen(examples[at], by)
    return found


def held_out(
    examples: Sequence[Example], seed: int, train: Callable[[Sequence[Example]], Trained]
) -> Iterator[tuple[int, Trained]]:
    """Yield each page's number with what was trained on pages of other sites' folds."""
    fold = folds([one.site for one in examples], seed)
    for n in range(FOLDS):
        by = train([one for one in examples if fold[one.site] != n])
        yield from ((at, by) for at, one in enumerate(examples) if fold[one.site] == n)


def labels(blocks: Sequence[TextBlock], body: str) -> list[bool]:
    """Return which blocks are of the body: most of their tokens are in it, in its order."""
    wanted = TOKEN.findall(body)
    shingles = set(shingles_of(wanted))
    tokens = [token for block in blocks for token in block.tokens]
    owner = [at for at, block in enumerate(blocks) for _ in block.tokens]
    in_shingle = [False] * len(tokens)
    for at, shingle in enumerate(shingles_of(tokens)):
        if shingle in shingles:
            in_shingle[at : at + len(shingle)] = [True] * len(shingle)
    shared = Counter(owner[at] for at, found in enumerate(in_shingle) if found)
    aligned: Counter[int] = Counter()
    for match in SequenceMatcher(None, tokens, wanted, autojunk=False).get_matching_blocks():
        aligned.update(owner[match.a : match.a + match.size])
    return [
        bool(block.tokens)
        and aligned[at] / len(block.tokens) > 0.6
        and (len(block.tokens) < 4 or shared[at] / len(block.tokens) > 0.5)
        for at, block in enumerate(blocks)
    ]


def fit(examples: Sequence[Example], without: Sequence[str] = (), looks: int = 2) -> Weights:
    """Train on some pages.

    Args:
        examples: the pages.
        without: beginnings of the names of features that are left out.
        looks: 1 for no second look.
    """

    def known(one: Example) -> list[Known]:
        return [only(k, without) for k in one.known]

    def first_of(some: Sequence[Example]) -> Look:
        return regression(some, [known(one) for one in some], _STRENGTHS[0])

    first = first_of(examples)
    if looks == 1:
        return Weights(version=_VERSION, looks=(first,))
    # The second look learns from scores of pages that the first had not seen, as it will meet them.
    seen_from: list[list[Known]] = [[] for _ in examples]
    for at, by in held_out(examples, 1, first_of):
        seen = known(examples[at])
        scores = [None if k is None else by.score(k) for k in seen]
        seen_from[at] = [
            None if k is None or near is None else {**k, **near}
            for k, near in zip(seen, neighbours(examples[at].blocks, scores), strict=True)
        ]
    second = regression(examples, seen_from, _STRENGTHS[1])
    return Weights(version=_VERSION, looks=(first, second))


def only(known: Known, without: Sequence[str]) -> Known:
    """Return what is known of a block but for some features."""
    if known is None or not without:
        return known
    return {name: value for name, value in known.items() if not name.startswith(tuple(without))}


def regression(
    examples: Sequence[Example], known: Sequence[Sequence[Known]], strength: float
) -> Look:
    """Train one look.

    Args:
        examples: the pages.
        known: what it sees of the blocks of each.
        strength: how freely it may choose its weights.
    """
    rows: list[list[float]] = []
    wanted, weight = [], []
    names: list[str] = []
    for one, seen in zip(examples, known, strict=True):
        for block, k, label in zip(one.blocks, seen, one.labels, strict=True):
            if k is not None:
                names = list(k)
                rows.append(list(k.values()))
                wanted.append(label)
                # A long block that is wrong costs more, but short ones are many.
                weight.append(1 + np.log1p(len(block.tokens)))
    scaler = StandardScaler()
    model = LogisticRegression(C=strength, max_iter=5000)
    model.fit(scaler.fit_transform(np.array(rows)), wanted, sample_weight=weight)
    plain = model.coef_[0] / scaler.scale_
    return Look(
        bias=round(float(model.intercept_[0] - plain @ scaler.mean_), 5),
        features={n: round(float(w), 5) for n, w in zip(names, plain, strict=True)},
    )


def chosen(one: Example, by: Weights) -> str:
    """Return the body that weights choose."""
    known = [k and {name: k[name] for name in by.looks[0].features} for k in one.known]
    kept = keep(one.blocks, scored(one.blocks, known, by))
    return "\n".join(b.text for b, is_kept in zip(one.blocks, kept, strict=True) if is_kept)


def main() -> None:
    """Train."""
    parser = arguments(__doc__)
    parser.add_argument("--pages", type=Path, help="folder of other pages")
    parser.add_argument("--write", action="store_true", help=f"write {WEIGHTS.name}")
    parser.add_argument("--seeds", type=int, default=4)
    given = parser.parse_args()
    sets = {"gold": [example(sample) for sample in gold()]}
    if given.pages is not None:
        sets["pages"] = [example(sample) for sample in others(given.pages)]
    every = [one for examples in sets.values() for one in examples]
    for seed in range(given.seeds):
        found = dict(zip(map(id, every), cross_validated(every, seed, fit), strict=True))
        for name, examples in sets.items():
            texts, bodies = [found[id(one)] for one in examples], [one.body for one in examples]
            f1, precision, recall = scores(texts, bodies)
            print(
                f"seed {seed} {name:6} F1 {f1:.4f}  precision {precision:.4f}  "
                f"recall {recall:.4f}  accuracy {accuracy(texts, bodies):.3f}"
            )
    if given.write:
        WEIGHTS.write_bytes(msgspec.json.format(msgspec.json.encode(fit(every)), indent=1) + b"\n")
        print(f"wrote {WEIGHTS}")


if __name__ == "__main__":
    main()
