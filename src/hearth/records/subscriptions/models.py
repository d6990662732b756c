"""Other systems that asked to be told when something happens, and what was told them."""
