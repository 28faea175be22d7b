"""What people in the office are asked for: to step in, and to call somebody back."""
