"""Answer kinds, one file each."""
