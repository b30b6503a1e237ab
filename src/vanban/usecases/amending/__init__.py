"""After issue: extension, replacement, recall and correction, each as a new letter that points at the old."""
