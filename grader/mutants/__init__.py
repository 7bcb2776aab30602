"""Small systematic mistakes, planted in the source of a reference solution."""
