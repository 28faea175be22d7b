"""The way to PortAudio, which is loaded when sound devices are used and not before: a desk may have none."""

from types import ModuleType

from hardware.audio import DeviceError


def portaudio() -> ModuleType:
    """The sounddevice package.

    Raises:
        DeviceError: the system has no PortAudio library.
    """
    try:
        import sounddevice  # noqa: PLC0415 - loads the system's library
    except OSError as error:
        raise DeviceError(
            "Sound devices need PortAudio, which this system does not have: sudo apt install libportaudio2"
        ) from error
    module: ModuleType = sounddevice
    return module
