"""How right a body is: the metric of the article-extraction-benchmark."""

from __future__ import annotations

import re
from collections import Counter
from statistics import mean

_TOKEN = re.compile(r"\w+")


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
    return 2 * precision * recall / ((precision + recall) or 1.0), precision, recall


def accuracy(found: list[str], truth: list[str]) -> float:
    """Return the share of pages whose tokens are all there, and no others."""
    pairs = zip(found, truth, strict=True)
    return mean(_TOKEN.findall(text) == _TOKEN.findall(true) for text, true in pairs)
