"""Authoring of catalogues: new instruments and mechanical fixes."""
