"""Machine-learning models: several engines behind a few small interfaces."""

import os

# Read once, when onnxruntime is loaded: from version 1.32 on it reports to its maker some seconds after the first model
# is opened, again and again. Its own function for that, `disable_telemetry_events`, does not stop the reports.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
