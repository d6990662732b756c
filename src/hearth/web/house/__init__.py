"""The House: the pages of a House lead, a steering group member and a commissioner."""
