"""The text of letters: front matter, Markdown, tables, pictures and placeholders."""
