"""Rights signals: what sites say about AI use, read purely, and the answer they give together."""
