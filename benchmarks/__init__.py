"""What is measured, with its last results."""

import edge_agent  # noqa: F401 - before numpy, whose threads it bounds
