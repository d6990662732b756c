"""Put people on lists, open and end recalls, leave out and opt in, send letters, keep answers."""
