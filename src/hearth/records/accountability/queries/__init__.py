"""What has not happened, whom services share, and what came of the people who were due."""
