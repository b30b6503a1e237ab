"""A letter from its draft to its recall: document, recipients, signing, citation and wording."""
