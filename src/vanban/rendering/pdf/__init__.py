"""A letter becomes a PDF/A-3a file: view → HTML → WeasyPrint."""
