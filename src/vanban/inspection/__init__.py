"""Files as they are: a DOCX or PDF from anywhere, measured and divided into the elements of form."""
