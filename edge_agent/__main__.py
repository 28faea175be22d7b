"""`python -m edge_agent` is `hero365-edge`."""

from edge_agent.cli import main

main()
