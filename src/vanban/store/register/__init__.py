"""The rows of the registers: numbers, letters, obligations, relations and renditions."""
