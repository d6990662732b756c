"""Results, conditions, medicines and plans that other services hold."""
