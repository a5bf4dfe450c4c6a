"""What a bare installation can and cannot do."""

from __future__ import annotations

import subprocess
import sys

_CODE = """
import sys
sys.modules["feedgenerator"] = sys.modules["pyarrow"] = None  # as if not installed
from datetime import UTC, datetime
from pathlib import Path
from copydesk.errors import MissingExtra
from copydesk.formats import jsonfeed, ninjs, parquet, rss

print(jsonfeed.json_feed([], title="Desk").decode())
for make in (
    lambda: rss.rss([], title="", link="", description="", updated=datetime.now(UTC)),
    lambda: parquet.ParquetFile(Path("never-made")),
):
    try:
        make()
    except MissingExtra as error:
        print(error.message)
"""


def test_without_the_extra_one_sentence_says_what_to_install() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _CODE], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.splitlines() == [
        '{"version":"https://jsonfeed.org/version/1.1","title":"Desk","items":[]}',
        "writing RSS needs the 'deliver' extra: pip install 'copydesk[deliver]'",
        "writing Parquet files needs the 'deliver' extra: pip install 'copydesk[deliver]'",
    ]
