"""The rules of form over a measured file, one family per file; pure."""
