"""What a reader's install costs: `import copydesk` in seconds, `pip install copydesk` in MB.

In an environment that is made for it, against the limits of 0.3 s and 20 MB. The size is of all
files, with the bytecode that pip writes; a file system of 4 KiB blocks takes a tenth more.

Example: python -m bench.reader
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

from bench.measure import arguments

ROOT = Path(__file__).parents[1]
MOST_S = 0.3
MOST_BYTES = 20_000_000


def seconds(python: Path, code: str, runs: int) -> float:
    """Return the median time of a fresh interpreter that runs code."""
    found = []
    for _ in range(runs + 1):
        begin = time.monotonic()
        subprocess.run([python, "-c", code], check=True)
        found.append(time.monotonic() - begin)
    # The first one reads from the disk.
    return statistics.median(found[1:])


def main() -> None:
    """Measure and print."""
    parser = arguments(__doc__)
    parser.add_argument("--runs", type=int, default=11, help="imports; the median counts")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        venv.create(root)
        python = root / "bin" / "python"
        pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "-q", str(ROOT)]
        subprocess.run(pip, check=True)
        bare = seconds(python, "pass", options.runs)
        for code in ("import copydesk", "import copydesk; copydesk.subscribe"):
            took = seconds(python, code, options.runs) - bare
            print(f"{code:37} {took:6.3f} s   {took / MOST_S:.2f} of the limit of {MOST_S} s")
        size = sum(one.lstat().st_size for one in root.glob("lib/**/*") if one.is_file())
        print(
            f"{'pip install copydesk':37} {size / 1e6:6.1f} MB  {size / MOST_BYTES:.2f} of the "
            f"limit of {MOST_BYTES / 1e6:.0f} MB"
        )


if __name__ == "__main__":
    main()
