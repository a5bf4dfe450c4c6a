"""Furniture around the copy that has a field of its own (docs/extraction.md, section Furniture)."""

from .codes import find_codes
from .fields import has_field
from .inserts import is_credit, is_promotion, is_read_also, is_update_line
from .kickers import kicker, prefix_of, split_heading, split_prefix
from .lines import Line, Marked
from .separate import Furniture, separate

__all__ = [
    "Furniture",
    "Line",
    "Marked",
    "find_codes",
    "has_field",
    "is_credit",
    "is_promotion",
    "is_read_also",
    "is_update_line",
    "kicker",
    "prefix_of",
    "separate",
    "split_heading",
    "split_prefix",
]
