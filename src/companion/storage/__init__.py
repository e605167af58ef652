"""SQLite behind the workspace: the only code that knows SQL."""
