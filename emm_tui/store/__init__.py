"""The library in SQLite: a read side, one writer, jobs."""
