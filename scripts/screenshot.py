"""Take docs/images/inspect.png: `copydesk inspect --html` of a demo page, in Chromium.

Example: python scripts/screenshot.py
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from copydesk.cli.page_html import document
from copydesk.demo.articles import written
from copydesk.demo.pages import article_page
from copydesk.demo.sites import SITES
from copydesk.normalize import Trace, inspect_page

ROOT = Path(__file__).parents[1]
OUT = ROOT / "docs" / "images" / "inspect.png"
_WINDOW = (1280, 1400)
_PORT, _START = 8080, 1_790_000_000


def page(site_name: str) -> tuple[str, Trace]:
    """Return the inspected page of a site's first article, and its trace."""
    site = next(site for site in SITES if site.name == site_name)
    article = next(one for one in written(site) if one.allowed)
    html = article_page(article, article.versions[0], port=_PORT, start=_START, t=0)
    made, trace = inspect_page(html, site.url(_PORT, article.path))
    return document(made, trace), trace


def main() -> None:
    """Write the picture."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--site", default="harbour", help="a site of the demo's newsroom")
    parser.add_argument("--out", type=Path, default=OUT)
    given = parser.parse_args()
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        sys.exit("there is no chromium: apt-get install chromium")
    shown, trace = page(given.site)
    # As if a reader had gone to the first kept block by Tab, so that its votes are seen.
    kept = next(at for at, block in enumerate(trace.blocks, 1) if block.fate == "kept")
    shown = shown.replace(f'id="block-{kept}"', f'id="block-{kept}" autofocus')
    given.out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "inspect.html"
        file.write_text(shown, "utf-8")
        subprocess.run(
            [
                *(browser, "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"),
                f"--user-data-dir={folder}/profile",
                f"--window-size={_WINDOW[0]},{_WINDOW[1]}",
                f"--screenshot={given.out.resolve()}",
                file.as_uri(),
            ],
            check=True,
            stderr=subprocess.DEVNULL,
        )
    print(f"{given.out}: {given.out.stat().st_size // 1024} KiB")


if __name__ == "__main__":
    main()
