"""A letter becomes a DOCX file: a Word master, compiled once, filled and zipped per letter."""
