"""What people and programs are shown: words, tables, pictures, and every output format (`render.formats`)."""
