"""A whole list of enterprises: who may ask for what, row by row and in numbers."""
