"""Enrich: what can be said of one article by itself."""
