"""What has not happened, list by list; and the people who are due, with why."""
