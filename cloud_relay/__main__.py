"""`python -m cloud_relay` is `hero365-relay`."""

from cloud_relay.cli import main

main()
