"""`copydesk up`: broker, topics and all stages on one machine."""

from .desk import Desk

__all__ = ["Desk"]
