"""What a tree is worth where its symbols have values."""
