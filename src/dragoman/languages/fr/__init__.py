"""French: words as data, and its grammar of times."""
