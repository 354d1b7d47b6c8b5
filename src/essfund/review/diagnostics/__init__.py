"""Diagnostics in their formats."""
