"""From drafts to issued letters: proofs, numbers and obligations in one transaction, then the files."""
