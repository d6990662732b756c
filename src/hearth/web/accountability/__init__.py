"""Who answers for a round, the visit for tests, and the statement of a month."""
