"""Names of the world's cities: what tells a place from a label where nothing else does.

Data of GeoNames (https://www.geonames.org, CC BY 4.0), made by scripts/cities.py.
"""

from __future__ import annotations

import lzma
from functools import cache
from importlib import resources
from itertools import groupby
from operator import itemgetter

from .folding import folded


def is_city(name: str) -> bool:
    """Return whether a name, in any language and script, is that of a city of 100,000
    inhabitants, or of a capital."""
    known = folded(name)
    return bool(known) and f"\n{known}\n" in _names().get(known[0], "")


@cache
def _names() -> dict[str, str]:
    """Return the names by their first letter, a name a line: a set of them would take five times
    the memory."""
    packed = resources.files(__package__).joinpath("cities.txt.xz").read_bytes()
    lines = lzma.decompress(packed).decode().split("\n")
    return {
        letter: "\n".join(("", *names, ""))
        for letter, names in groupby(filter(None, lines), key=itemgetter(0))
    }
