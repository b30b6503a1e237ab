"""From a campaign folder to every letter of the cascade as drafts: nothing is numbered, nothing written."""
