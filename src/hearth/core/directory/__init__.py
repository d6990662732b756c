"""What is near people: activities, where and when they are, what they cost, and who they suit."""
