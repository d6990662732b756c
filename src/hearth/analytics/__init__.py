"""The engines that ask a rule of a whole population. `asking.py` is the way in.

Knows `core` and files of Parquet, nothing of Django; reads no clock. The libraries that it needs
are imported when they are used, so that a page which asks nothing does not wait for them.
"""
