"""Write agents/copydesk/dates/words.json: words of dates by language and what they mean.

To be run when Babel or the list of languages changes. `--check` fails if it would change.

Example: python scripts/date_words.py
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from babel import localedata

from copydesk.dates.cldr import LANGUAGES, words_of

_FILE = Path(__file__).parents[1] / "agents" / "copydesk" / "dates" / "words.json"


def table() -> str:
    """Return the file's text: a line for each language, with its names and its short names."""
    lines = []
    for language in LANGUAGES:
        # Babel writes what one language means by another's data into what all of them share:
        # Hebrew had Chinese months once Chinese was loaded.
        localedata._cache.clear()
        found = words_of(language)
        assert found is not None, language
        text = json.dumps([_by_meaning(one) for one in found], ensure_ascii=False)
        lines.append(f"{json.dumps(language)}: {text}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _by_meaning(words: dict[str, str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for word, meaning in words.items():
        found.setdefault(meaning, []).append(word)
    return found


def main() -> None:
    """Write it, or check it."""
    text = table()
    if "--check" not in sys.argv:
        _FILE.write_text(text, "utf-8")
    elif _FILE.read_text("utf-8") != text:
        sys.exit(f"{_FILE.name} is not what Babel says: run scripts/date_words.py")


if __name__ == "__main__":
    main()
