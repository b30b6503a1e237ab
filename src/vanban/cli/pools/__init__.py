"""The processes behind a command that draws or checks many letters."""
