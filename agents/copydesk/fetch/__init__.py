"""Fetch: politely get the page behind each discovered entry, once."""
