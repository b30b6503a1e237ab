"""Where files are kept: a folder, or a bucket that several machines share, each file whole or not there."""
