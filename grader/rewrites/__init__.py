"""Other ways to write a reference solution, which must earn full points too."""
