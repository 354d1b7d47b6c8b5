"""Checks that run whenever a catalogue is read."""
