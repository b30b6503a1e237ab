"""Campaign folders and letter texts become domain values; every error is reported at once."""
