"""People for whom a care and support planning conversation was asked for."""
