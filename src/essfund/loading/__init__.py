"""From files to a checked catalogue and to profiles."""
