"""Exercise files: loading, checking, schema."""
