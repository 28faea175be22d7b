"""What the unit hears and computes is nobody else's business."""

import subprocess
import sys


def test_onnxruntime_does_not_report_to_its_maker() -> None:
    """It reads the variable when it is loaded, so whatever loads a model must have set it before."""
    program = "import models.native, os; print(os.environ['ORT_DISABLE_TELEMETRY'])"
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env={})
    assert told.stdout == "1\n"
