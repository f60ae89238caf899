"""A simulated carrier for the demo and for tests: a far end with a state of its own, behind the same port.

It plays the carrier's servers too: what it acts on is on disk before the answer is given, or lost on purpose.
Nothing here knows the store, and nothing here is imported by what asks a carrier: that goes by the port.
"""

from axis_tui.carriers.sandbox.adapter import SandboxCarrier
from axis_tui.carriers.sandbox.fault import Knobs
from axis_tui.carriers.sandbox.file import read_state, write_state
from axis_tui.carriers.sandbox.line import Line, LinePlan, Portion, plan_of
from axis_tui.carriers.sandbox.state import Charge, SandboxState

__all__ = [
    "Charge",
    "Knobs",
    "Line",
    "LinePlan",
    "Portion",
    "SandboxCarrier",
    "SandboxState",
    "plan_of",
    "read_state",
    "write_state",
]
