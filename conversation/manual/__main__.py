"""``python -m conversation.manual`` prints the page."""

import sys

from conversation.manual import page

sys.stdout.write(page())
