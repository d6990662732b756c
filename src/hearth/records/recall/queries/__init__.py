"""What is known of people for the recall, and the lists that pages show. Always the same count
of queries, however many people."""
