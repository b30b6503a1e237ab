"""A letter becomes DOCX and PDF bytes."""
