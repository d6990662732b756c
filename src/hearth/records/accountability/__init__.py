"""Who answers for a round, what has not happened, and the statement of a month."""
