"""Count the metrics of each community from an extract, and keep what may be shown of them."""
