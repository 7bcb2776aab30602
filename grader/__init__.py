"""An automated exercise grader for machine-learning maths homework."""
