"""One verb per file: what the office does with the rooms below."""
