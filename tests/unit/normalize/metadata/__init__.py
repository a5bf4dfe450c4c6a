"""Metadata, by the pattern on the page."""
