"""Whether a time service keeps this clock: the proof that one which leapt ahead is right after all."""

import struct

_TIMEX = "@Illlli"
"""struct timex of adjtimex(2) up to `status`: modes, offset, freq, maxerror, esterror, status."""
_TIMEX_BYTES = 512
_TIME_ERROR = 5
_STA_UNSYNC = 0x0040


def keeps_the_clock() -> bool:
    """Asks the kernel, as every NTP client on Linux tells it; setting the clock by hand takes it back.

    False where the kernel cannot be asked.
    """
    import ctypes

    answer = ctypes.create_string_buffer(_TIMEX_BYTES)
    try:
        state = ctypes.CDLL(None).adjtimex(answer)
    except (OSError, AttributeError):
        return False
    status = struct.unpack_from(_TIMEX, answer.raw)[-1]
    return 0 <= state < _TIME_ERROR and not status & _STA_UNSYNC
