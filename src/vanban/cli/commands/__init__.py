"""What a clerk may type: each module parses its words, calls a use case and shows what came out."""
