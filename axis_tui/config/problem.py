"""The one error of this room."""

from axis_tui.domain.problem import Problem


class SettingsProblem(Problem):
    """Settings that cannot be used; the message names the place, the key and what to write instead."""
