"""Who is credited for an article, once the lines around its copy are read."""

from __future__ import annotations

from collections.abc import Collection

from copydesk.events import Author

from .agencies import is_house
from .hygiene import fold


def credited(
    by: tuple[Author, ...],
    source: str | None,
    printed: tuple[Author, ...],
    signed: tuple[Author, ...],
    site_names: Collection[str],
) -> tuple[tuple[Author, ...], str | None]:
    """Return the byline with whom dateline and sign-off name, and where it was read.

    Whoever signs by name wrote it, whatever stands above: a house that is named there gives way,
    and a colleague stays. An agency's closing line also names those who edited: where there is a
    byline it stays whole in the sign-off. A name has its printed role.

    Args:
        by: who is named at the article, by machines or by the feed.
        source: where that was read.
        printed: whom dateline and closing lines name.
        signed: who signs the copy by name.
        site_names: names of the site, folded by `fold`.
    """
    own = frozenset(site_names)
    if signed:
        by = tuple(one for one in by if not is_house(one.name, own))
    roles = {author.name: author.role for author in (*printed, *signed)}
    known = tuple(
        Author(name=one.name, role=one.role or roles.get(one.name), uri=one.uri) for one in by
    )
    names = {fold(one.name) for one in known}
    more = tuple(one for one in signed if fold(one.name) not in names)
    if not known and not more:
        more = printed
    return (*known, *more), (source if known else None) or ("page text" if more else None)
