"""Recordings: topics in a file, and back on topics or through the stages without Kafka.

`manifest` and `file` are the format; `record` takes from Kafka, `replay` puts back, `through`
runs the stages' functions in this process, `diff` compares what came out.
"""

from .file import Recording, Writer, write
from .manifest import FORMAT, Manifest

__all__ = ["FORMAT", "Manifest", "Recording", "Writer", "write"]
