"""Crawlers of AI systems by purpose: the one list, each name as its operator documents it.

A site that shuts one of them out by name says what its text may not be used for. Names are
product tokens of robots.txt (RFC 9309 section 2.2.1), compared without case.
"""

from __future__ import annotations

from collections.abc import Mapping

TRAIN = (
    "AI2Bot",  # Allen Institute for AI
    "Amazonbot",  # Amazon
    "anthropic-ai",  # Anthropic, before ClaudeBot
    "Applebot-Extended",  # Apple: a token for use, no crawler
    "Bytespider",  # ByteDance
    "CCBot",  # Common Crawl, whose corpus is what models are trained on
    "ClaudeBot",  # Anthropic
    "cohere-ai",  # Cohere
    "cohere-training-data-crawler",  # Cohere
    "Diffbot",  # Diffbot
    "FacebookBot",  # Meta
    "Google-Extended",  # Google: a token for use, no crawler
    "GPTBot",  # OpenAI
    "ImagesiftBot",  # The Hive
    "img2dataset",  # a tool that makes data sets of pictures
    "Meta-ExternalAgent",  # Meta
    "omgili",  # Webz.io
    "Omgilibot",  # Webz.io
    "Timpibot",  # Timpi
    "webzio-extended",  # Webz.io: a token for use
)
"""Their purpose is training, or data sets for it."""
INPUT = (
    "ChatGPT-User",  # OpenAI
    "Claude-SearchBot",  # Anthropic
    "Claude-User",  # Anthropic
    "DuckAssistBot",  # DuckDuckGo
    "Meta-ExternalFetcher",  # Meta
    "MistralAI-User",  # Mistral
    "OAI-SearchBot",  # OpenAI
    "Perplexity-User",  # Perplexity
    "PerplexityBot",  # Perplexity
    "YouBot",  # You.com
)
"""Their purpose is to read a page for an answer that is given now."""

PURPOSES: Mapping[str, tuple[str, ...]] = {"train": TRAIN, "input": INPUT}
"""Crawlers by the second half of their signal's kind, `robots-train`, `robots-input`."""
