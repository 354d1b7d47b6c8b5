"""Addresses on the web that a catalogue names: asked for `validate --links` alone."""
