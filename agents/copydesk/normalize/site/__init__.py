"""What repeats on a site: learned page by page, left out of the pages that follow
(docs/decisions/0041)."""
