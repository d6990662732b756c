"""Activity packs to take home: saved selections of the directory that stay current."""
