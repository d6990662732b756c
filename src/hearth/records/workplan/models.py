"""The work plan: who does what by when, for which elements of the House."""
