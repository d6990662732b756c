"""Plain Django apps: models, changes, queries, migrations."""
