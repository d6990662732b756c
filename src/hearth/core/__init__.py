"""The words and the rules: standard library only, no I/O, no clock."""
