"""Vocabulary of the program itself: truth, messages, diagnostics, errors and languages."""
