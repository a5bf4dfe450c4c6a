"""From the README's first command to the first published article: cold, and warm.

Cold: a fresh clone, no environment, no Kafka; everything is downloaded. Warm: `copydesk up --demo`
again in the same clone, with a new data folder.

Example: python -m bench.first_article --warm-runs 3
"""

from __future__ import annotations

import argparse
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
DEADLINE_S = 900.0
# The address of an article under its card: the newsroom's names appear nowhere else.
_MARK = "newsroom.test:"


def readme_command() -> str:
    """Return the README's first command."""
    text = (ROOT / "README.md").read_text("utf-8").partition("<!-- demo -->")[2]
    return next(line for line in text.splitlines() if line.startswith("python3"))


def seconds_to_first_article(command: str, clone: Path, env: dict[str, str]) -> float:
    """Run a command until it shows an article, then Ctrl-C."""
    with tempfile.TemporaryFile() as screen:
        begin = time.monotonic()
        process = subprocess.Popen(
            ["bash", "-c", f"exec bash -c '{command}'"],
            cwd=clone,
            env=env,
            stdout=screen,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            while True:
                screen.seek(0)
                if _MARK in screen.read().decode("utf-8", "replace"):
                    return time.monotonic() - begin
                if process.poll() is not None or time.monotonic() - begin > DEADLINE_S:
                    screen.seek(0)
                    sys.exit(f"no article came:\n{screen.read().decode('utf-8', 'replace')}")
                time.sleep(0.05)
        finally:
            os.killpg(process.pid, signal.SIGINT)
            process.wait()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--warm-runs", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder) / "copydesk"
        subprocess.run(["git", "clone", "-q", str(ROOT), str(clone)], check=True)
        env = {
            **os.environ,
            "PIP_NO_CACHE_DIR": "1",
            "COPYDESK_CACHE_DIR": str(Path(folder) / "cache"),
            "COPYDESK_DATA_DIR": str(Path(folder) / "cold"),
            "COPYDESK_BROKER_PORT": "0",
        }
        command = readme_command()
        print(f"cold  {seconds_to_first_article(command, clone, env):6.1f} s  {command}")
        warm = [
            seconds_to_first_article(
                ".venv/bin/copydesk up --demo",
                clone,
                {**env, "COPYDESK_DATA_DIR": str(Path(folder) / f"warm{n}")},
            )
            for n in range(options.warm_runs)
        ]
        print(
            f"warm  {statistics.median(warm):6.1f} s  .venv/bin/copydesk up --demo "
            f"(median of {len(warm)}, {min(warm):.1f} to {max(warm):.1f})"
        )


if __name__ == "__main__":
    main()
