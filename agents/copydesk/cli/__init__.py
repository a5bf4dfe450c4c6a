"""The command line. Commands are imported when they are used, so that `--help` is quick."""

from .main import main

__all__ = ["main"]
