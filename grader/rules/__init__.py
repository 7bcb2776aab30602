"""What a student's source must keep to."""
