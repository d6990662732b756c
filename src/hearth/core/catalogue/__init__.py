"""The kinds of entry, by idea: the person, what is agreed, what is around them."""
