"""Pure values and rules of letters and campaigns: standard library only, no clock, no I/O."""
