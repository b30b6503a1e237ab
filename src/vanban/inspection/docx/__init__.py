"""A DOCX from anywhere as measured facts."""
