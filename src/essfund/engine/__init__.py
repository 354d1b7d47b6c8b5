"""Matching, explaining and ranking. Pure: no file, clock, terminal or locale."""
