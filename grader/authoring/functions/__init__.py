"""The proofs of a part that asks for a function."""
