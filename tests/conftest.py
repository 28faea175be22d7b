"""What holds for all tests."""

import signal

# Where the tests run behind `&` the shell has them ignore Ctrl-C, and the programs that they start would inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)
