"""The register, the letters' file hashes and the audit chain in a database."""
