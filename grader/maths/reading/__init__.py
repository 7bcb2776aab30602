"""Text and LaTeX to trees."""
