"""One family of rules per file, each rule citing its clause."""
