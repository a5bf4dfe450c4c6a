"""What the documents name is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
TESTS = {path: path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py")}
RULES = ["extraction.md", "feeds.md", "fetching.md"]
LINK = re.compile(r"\[[^\]]*\]\(([^)#:]+)(?:#[^)]*)?\)")


@pytest.mark.parametrize("document", RULES)
def test_each_rule_names_a_test_that_there_is(document: str) -> None:
    text = (DOCS / document).read_text("utf-8")
    named = set(re.findall(r"::(test_\w+)`", text))
    assert named
    code = "\n".join(TESTS.values())
    assert [name for name in sorted(named) if f"def {name}(" not in code] == []
    files = set(re.findall(r"`(?:tests/)?([\w/]*test_\w+\.py)", text))
    known = [path.as_posix() for path in TESTS]
    assert [file for file in sorted(files) if not any(k.endswith(f"/{file}") for k in known)] == []


def test_links_between_documents_lead_somewhere() -> None:
    pages = [ROOT / "README.md", ROOT / "bench" / "README.md", *DOCS.rglob("*.md")]
    broken = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in pages
        for target in LINK.findall(page.read_text("utf-8"))
        if not (page.parent / target).exists()
    ]
    assert broken == []
