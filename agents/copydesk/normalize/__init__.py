"""Normalize: a page and its feed entry become one clean article."""
