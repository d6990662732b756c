"""Software that may call: registered apps, what people allowed them, and their tokens."""
