"""SMART Health Links: chosen parts of a plan, encrypted, behind a link that ends."""
