"""A PDF from anywhere: what it prints is read in a process of its own, then measured as a document."""
