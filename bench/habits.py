"""Furniture as agencies and papers are known to print it, line by line, in fifty languages.

The lists of bench/habits were written down from memory, with no page in view: each line is put
where it stands on a page of three paragraphs (in its language, or a neighbour's), and must be
found there, leave the text, and leave the rest as it was.

Example: python -m bench.habits --wrong datelines
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path

from bench.measure import arguments
from copydesk.normalize import Article, extract

_FOLDER = Path(__file__).parent / "habits"
_URL = "https://news.example/a/1"
_NEIGHBOURS = {
    **dict.fromkeys(("ms", "sw", "tl"), "id"),
    **dict.fromkeys(("nl", "sv", "da", "no", "af", "is"), "de"),
    **dict.fromkeys(("cs", "sk", "hu", "sr", "hr", "bs", "sl", "fi", "lt", "lv", "et"), "pl"),
    **dict.fromkeys(("ro", "sq"), "it"),
    **dict.fromkeys(("ca", "eu"), "es"),
    **dict.fromkeys(("bg", "mk", "uk", "kk", "mn"), "ru"),
    **dict.fromkeys(("az", "uz"), "tr"),
    **dict.fromkeys(("ka", "hy", "am"), "el"),
    **dict.fromkeys(("mr", "ta", "te", "ml", "kn", "gu", "pa", "ne", "si"), "hi"),
    **dict.fromkeys(("km", "lo", "my"), "th"),
    "ur": "fa",
    "he": "ar",
}
"""Languages whose lines are put into the paragraphs of another."""

Check = Callable[[str, str], bool]


def lines(name: str) -> Iterator[tuple[str, str]]:
    """Yield the lines of a list, with the language (or the place) that stands before each."""
    for line in (_FOLDER / f"{name}.txt").read_text("utf-8").splitlines():
        first, _, rest = line.partition("|")
        yield first, rest


def copy_of(language: str) -> list[str]:
    """Return three paragraphs in a language, or in that of a neighbour."""
    found: dict[str, list[str]] = defaultdict(list)
    for one, text in lines("copy"):
        found[one].append(text)
    return found[language if language in found else _NEIGHBOURS[language]]


def read(language: str, blocks: list[str], head: str = "") -> Article:
    """Extract a page of some blocks of markup."""
    page = (
        f"<html lang='{language}'><head><title>Boat 7</title>"
        "<meta property='og:site_name' content='Newsday'>"
        "<meta property='article:published_time' content='2024-05-01T10:00:00Z'></head>"
        f"<body><article><h1>Boat 7 sails before dawn</h1>{head}"
        f"<div class='text'>{''.join(blocks)}</div></article></body></html>"
    )
    return extract(page, _URL)


def _paragraphs(texts: list[str]) -> list[str]:
    return [f"<p>{escape(text)}</p>" for text in texts]


def _dateline(language: str, printed: str) -> bool:
    copy = copy_of(language)
    first = printed.replace("\\n", "\n") + copy[0]
    article = read(language, _paragraphs([first, *copy[1:], copy[0][::-1]]))
    return article.dateline is not None and article.body.blocks[0].text == copy[0]


def _sign_off(language: str, printed: str) -> bool:
    copy, below = copy_of(language), printed.split("\\n")
    article = read(language, _paragraphs([*copy, *below]))
    return article.sign_off == "\n".join(below) and article.text.endswith(copy[-1])


def _byline(language: str, line: str) -> bool:
    printed, _, names = line.rpartition("|")
    copy = copy_of(language)
    wanted = [one.split(";") for one in names.split(",")]
    for markup in ("<div class='byline'>{}</div>", "<p>{}</p>"):
        blocks = _paragraphs([*copy, copy[0][::-1]])
        article = read(language, blocks, markup.format(escape(printed)))
        if [one.name for one in article.by or ()] not in wanted:
            return False
    return True


def _author_mark(place: str, markup: str) -> bool:
    blocks = _paragraphs([*copy_of("en"), copy_of("en")[0].replace("boat", "ship")])
    top, bottom = (markup, "") if place == "top" else ("", markup)
    article = read("en", [*blocks, bottom], top)
    named = [one.name.casefold() for one in article.by or ()]
    return named == ["ada berg"] and "Berg" not in article.text


def _insert(language: str, text: str) -> bool:
    copy = copy_of(language)
    for markup in ("<p>{}</p>", "<p><a href='/other'>{}</a></p>"):
        blocks = _paragraphs([*copy, copy[1][:60] + copy[0]])
        blocks.insert(2, markup.format(escape(text)))
        if any(block.text == text for block in read(language, blocks).body.blocks):
            return False
    return True


def _note(language: str, text: str) -> bool:
    copy = copy_of(language)
    blocks = _paragraphs([*copy, copy[1][:60] + copy[0]])
    note = f"<p>{escape(text)}</p>"
    pages = [note, *blocks], [*blocks, note], [*blocks, f"<p><em>{escape(text)}</em></p>"]
    return all(read(language, page).ed_note == text for page in pages)


def _caption(language: str, line: str) -> bool:
    printed, caption, credit = line.rsplit("|", 2)
    picture = "<figure><img src='/img/a.jpg' width='800' height='500'><figcaption>{}</figcaption>"
    copy = copy_of(language)
    blocks = [f"{picture.format(escape(printed))}</figure>", *_paragraphs([*copy, copy[0][::-1]])]
    found = [(one.caption, one.credit) for one in read(language, blocks).media]
    return found == [(caption, credit or None)]


_CHECKS: dict[str, Check] = {
    "datelines": _dateline,
    "sign_offs": _sign_off,
    "bylines": _byline,
    "author_marks": _author_mark,
    "inserts": _insert,
    "notes": _note,
    "captions": _caption,
}


def main() -> None:
    """Measure."""
    parser = arguments(__doc__)
    parser.add_argument("--wrong", choices=_CHECKS, help="show what is wrong in this list")
    given = parser.parse_args()
    for name, check in _CHECKS.items():
        if given.wrong not in (None, name):
            continue
        listed = list(lines(name))
        wrong = [line for line in listed if not check(*line)]
        right = len(listed) - len(wrong)
        print(f"{name:14} {right:4} of {len(listed):4}  {right / len(listed):.3f}", flush=True)
        if given.wrong:
            for first, rest in wrong:
                print(f"  {first}: {rest}")


if __name__ == "__main__":
    main()
