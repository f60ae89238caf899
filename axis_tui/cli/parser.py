"""Parsers: the global flags, and the one command's own; nothing of other commands is built or imported."""

from __future__ import annotations

import argparse
from typing import NoReturn

from axis_tui.cli.problem import UsageProblem
from axis_tui.cli.registry import COMMANDS
from axis_tui.domain.problem import N_
from axis_tui.i18n import _


class Parser(argparse.ArgumentParser):
    """An argparse parser whose errors are raised as one line instead of printed as several."""

    def error(self, message: str) -> NoReturn:
        raise UsageProblem(N_("%(reason)s; see %(program)s --help"), reason=message, program=self.prog)


def command_parser(name: str, summary: str) -> Parser:
    """A parser of one command with the global flags; the command adds its own arguments."""
    parser = Parser(prog=f"axis-tui {name}", description=_(summary), allow_abbrev=False, add_help=False)
    _global_flags(parser)
    return parser


def add_actions(parser: argparse.ArgumentParser) -> argparse._SubParsersAction[argparse.ArgumentParser]:
    """Room for words of one's own after a command, such as `renewals show 7`; none of them is needed."""
    return parser.add_subparsers(
        dest="action", metavar=_("ACTION"), title=_("actions (add --help to one for its own flags)")
    )


def add_action(
    actions: argparse._SubParsersAction[argparse.ArgumentParser], name: str, summary: str
) -> argparse.ArgumentParser:
    """The parser of one action, with the global flags; `summary` is told in the language in use already.

    A flag that the command has too, given before the action, holds for the action: only arguments declared
    here with a default of their own have one.
    """
    parser = actions.add_parser(
        name, help=summary, description=summary, allow_abbrev=False, add_help=False,
        argument_default=argparse.SUPPRESS,
    )  # fmt: skip
    _global_flags(parser)
    return parser


def top_parser() -> Parser:
    """The parser of a command line without a command: the dashboard, `--help` and `--version`."""
    from axis_tui import __version__

    parser = Parser(
        prog="axis-tui",
        usage=_("axis-tui [flags] [command] …"),
        description=_(
            "Every travel eSIM plan in one dashboard. Without a command it opens in this terminal."
        ),
        epilog=_epilog(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
        add_help=False,
    )
    _global_flags(parser)
    parser.add_argument(
        "--version", action="version", version=f"axis-tui {__version__}", help=_("say the version and end")
    )
    return parser


def _global_flags(parser: argparse.ArgumentParser) -> None:
    flags = parser.add_argument_group(_("flags of every command"))
    flags.add_argument("-h", "--help", action="help", help=_("say this and end"))
    flags.add_argument("--config", metavar=_("FILE"), help=_("settings file"))
    flags.add_argument("--store", metavar=_("FILE"), help=_("store file"))
    flags.add_argument("--language", metavar=_("TAG"), help=_("language: en, zh_Hans, zh_Hant"))
    flags.add_argument("--theme", metavar=_("NAME"), help=_("colours of the dashboard"))
    flags.add_argument("--ascii", action="store_true", help=_("draw with ASCII only"))
    flags.add_argument("--no-color", action="store_true", help=_("send no colours"))


def _epilog() -> str:
    width = max(len(command.name) for command in COMMANDS)
    commands = [f"  {command.name:<{width}}  {_(command.summary)}" for command in COMMANDS]
    codes = (
        (0, _("fine")),
        (1, _("failed; one line on stderr says why")),
        (2, _("wrong use of the command line")),
        (3, _("attention: an alert is open (status --check), or an order is in doubt (renew)")),
        (4, _("the store is unusable")),
        (130, _("interrupted")),
    )
    return "\n".join(
        [
            _("commands (axis-tui COMMAND --help says more):"),
            *commands,
            "",
            _("exit codes:"),
            *(f"  {code:>3}  {meaning}" for code, meaning in codes),
        ]
    )
