"""What the memory of sites adds to bodies, and what it costs.

The newsroom's pages get texts into their bodies that each of its sites puts there: what the vote
alone keeps of them, what is kept once the site is known, and whether any copy is lost. The texts
are made up, so this says that it works and not how much it is worth on real sites.

Example: python -m bench.site_memory --count 240 --rounds 5
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import partial

import msgspec

from bench.measure import arguments, race, show
from bench.newsroom import pages
from copydesk.events import Fetched, Normalized
from copydesk.normalize.article import normalize_page, read_page
from copydesk.normalize.body import judge
from copydesk.normalize.body.vote import Verdict
from copydesk.normalize.charset import decode_page
from copydesk.normalize.hygiene import fold
from copydesk.normalize.page import parse_page
from copydesk.normalize.site.memory import SiteMemory, Template, learn, template_of_page
from copydesk.normalize.site.sweep import sweep
from copydesk.settings import NormalizeSettings
from copydesk.sites import site_of

INSERTS = {
    "a member's appeal, as a paragraph": "<p>This paper belongs to the people who read it; whoever "
    "wants to keep it that way can become a member for six crowns a month.</p>",
    "a newsletter box": '<div class="box"><p>Every evening our editors choose five stories of the '
    "day for you, and send them at six, free of charge.</p></div>",
    "a channel, with a link": "<p>All news of the town also come to you at once on "
    '<a href="/wa">our channel on WhatsApp</a>, at any hour.</p>',
    "a disclaimer": "<p><em>The opinions in this text are those of its author and need not be "
    "those of the editors, who have checked it for length only.</em></p>",
}
_SETTINGS = NormalizeSettings()
_SUFFIXES = ("newsroom.test",)
"""Each of its sites is one."""
_PARAGRAPH = re.compile(r"</p>")
Page = tuple[bytes, Fetched]


def with_insert(page: Page, insert: str) -> Page:
    """Return a page with a text after the second paragraph of its copy."""
    body, known = page
    encoding = "utf-8" if b"utf-8" in body[:2000].lower() else "latin-1"
    text = body.decode(encoding, "replace")
    alone = normalize_page(body, known, _SETTINGS)
    last = fold(alone.body.blocks[min(1, len(alone.body.blocks) - 1)].text)[-20:]
    for match in _PARAGRAPH.finditer(text):
        if fold(text[max(0, match.start() - 60) : match.start()]).endswith(last):
            text = text[: match.end()] + insert + text[match.end() :]
            break
    return text.encode(encoding, "replace"), known


def through_memory(chosen: list[Page]) -> tuple[list[Normalized], dict[str, SiteMemory], int]:
    """Return the articles, the sites' memories, and how many bytes were written of those."""
    memories: dict[str, SiteMemory] = defaultdict(SiteMemory)
    found, written = [], 0
    for body, known in chosen:
        site = site_of(known.final_url, _SUFFIXES)
        memory = memories[site]
        template = template_of_page(memory, memory.seen + 1)
        read = read_page(body, known, _SETTINGS, _SUFFIXES, template)
        found.append(read.article)
        memories[site] = learn(memory, memory.seen, read.lesson)
        written += len(msgspec.msgpack.encode(memories[site]))
    return found, memories, written


def has(article: Normalized, insert: str) -> bool:
    """Return whether a body has a text."""
    return fold(re.sub(r"<[^>]*>", "", insert)) in fold(article.body.text)


def copy_of(article: Normalized, insert: str) -> str:
    """Return a body's letters without a text."""
    return fold(article.body.text).replace(fold(re.sub(r"<[^>]*>", "", insert)), "")


def main() -> None:
    """Measure."""
    parser = arguments(__doc__)
    parser.add_argument("--count", type=int, default=240, help="pages of the newsroom")
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    plain = pages(given.count)
    for what, insert in {"nothing": "", **INSERTS}.items():
        chosen = [with_insert(one, insert) if insert else one for one in plain]
        alone = [normalize_page(body, known, _SETTINGS) for body, known in chosen]
        found, memories, written = through_memory(chosen)
        kept = sum(has(one, insert) for one in alone) if insert else 0
        left = sum(has(one, insert) for one in found) if insert else 0
        changed = sum(
            copy_of(one, insert) != copy_of(other, insert)
            for one, other in zip(alone, found, strict=True)
        )
        size = max(len(msgspec.msgpack.encode(one)) for one in memories.values())
        print(
            f"{what}: in {kept} of {len(chosen)} bodies by the vote alone, in {left} with memory; "
            f"other copy differs in {changed}; a site's memory has {size} bytes at most, "
            f"{written // len(chosen)} were written a page"
        )
    sample, template = plain[:60], Template(frozenset(range(40)))
    voted = [
        judge(parse_page(text, max_depth=512), text)
        for text in (decode_page(b, None)[0] for b, _ in sample)
    ]
    timings = race(
        {
            "without a template": partial(_all, sample, None),
            "with one": partial(_all, sample, template),
            "the memory's part of it alone": partial(_swept, voted, template),
        },
        len(sample),
        given.rounds,
    )
    show(timings, "pages", "without a template")


def _all(chosen: list[Page], template: Template | None) -> None:
    for body, known in chosen:
        read_page(body, known, _SETTINGS, (), template)


def _swept(voted: list[list[Verdict]], template: Template) -> None:
    for verdicts in voted:
        swept = sweep(verdicts, template)
        swept.lesson("", {one.block.text for one in verdicts if one.kept})


if __name__ == "__main__":
    main()
