"""An author proves an exercise: verify."""
