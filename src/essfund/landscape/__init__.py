"""The financing landscape: maps of instruments and coverage of needs."""
