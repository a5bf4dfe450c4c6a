"""What a page is, where it is no plain article: a wall, a shell, a twin. Pure; no list of sites."""
