"""The office's server: what it offers, when, and the pages that it shows beside Prefect's."""
