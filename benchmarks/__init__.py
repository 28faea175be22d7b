"""What is measured, with its last results."""
