"""`axis-tui chip enable|disable|confirm|rename|delete`: what a person does to one profile."""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING, Any

from axis_tui.cli import exits
from axis_tui.cli.approving import add_approval, add_no_input, approve
from axis_tui.cli.arguments import add_dry_run
from axis_tui.cli.chip_naming import find_profile
from axis_tui.cli.context import Context
from axis_tui.cli.output import print_remark
from axis_tui.cli.parser import add_action
from axis_tui.cli.problem import UsageProblem, wrong_use
from axis_tui.domain.problem import N_, Problem
from axis_tui.i18n import _

if TYPE_CHECKING:
    from axis_tui.store.read.chip import ProfileRow


def add_changes(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declares `enable`, `disable`, `confirm`, `rename` and `delete`."""
    for name, summary in (
        ("enable", _("switch to a profile; the one enabled before is disabled")),
        ("disable", _("leave the machine without a profile")),
    ):
        parser = _adding(actions, name, summary)
        parser.add_argument(
            "--keep",
            action="store_true",
            default=False,
            help=_("do not go back by itself where it may cut your own connection"),
        )
        add_no_input(parser)
    add_action(actions, "confirm", _("keep a switch that would go back by itself"))
    renaming = _adding(actions, "rename", _("give a profile another name on the chip"))
    renaming.add_argument("name", metavar=_("NAME"), help=_("at most 64 bytes; “” for none"))
    deleting = _adding(actions, "delete", _("delete a profile for ever"))
    deleting.add_argument(
        "--confirm", metavar=_("NAME"), default=None, help=_("agree by the profile’s name, as listed")
    )
    add_approval(deleting, amount=False)


def enable(context: Context) -> int:
    """Switches to a profile."""
    profile = _profile(context)
    if profile.is_enabled:
        print(_("“%(name)s” is enabled already") % {"name": profile.label})
        return exits.FINE
    return _switch(context, profile, "chip_enable", _("would enable “%(name)s”"), _("enabled “%(name)s”"))


def disable(context: Context) -> int:
    """Disables a profile."""
    profile = _profile(context)
    if not profile.is_enabled:
        print(_("“%(name)s” is not enabled") % {"name": profile.label})
        return exits.FINE
    return _switch(context, profile, "chip_disable", _("would disable “%(name)s”"), _("disabled “%(name)s”"))


def confirm(context: Context) -> int:
    """Keeps a switch."""
    from axis_tui.cli.asking import ask

    ask(context, [("chip_confirm", {})])
    print(_("the switch stays"))
    return exits.FINE


def rename(context: Context) -> int:
    """Gives a profile another nickname."""
    from axis_tui.domain.nickname import check_nickname

    profile = _profile(context)
    with wrong_use():
        name = check_nickname(context.options.name)
    values = {"name": profile.label, "new": name}
    if context.options.dry_run:
        print(_("would call “%(name)s” “%(new)s”") % values)
        return exits.FINE
    _ask(context, "chip_rename", {"profile_id": profile.id, "name": name})
    print(_("“%(name)s” is called “%(new)s” now") % values)
    return exits.FINE


def delete(context: Context) -> int:
    """Deletes a profile, after its name was typed, and the PIN where one is set."""
    from axis_tui.store.read.chip_rule import check_deletion

    options, profile = context.options, _profile(context)
    with context.open_reader() as reader:
        check_deletion(reader, profile, may_carry=_may_carry_us(context))
    if options.dry_run:
        print(_("would delete “%(name)s” from the chip for ever") % {"name": profile.label})
        return exits.FINE
    confirm_name(context, profile.label)
    approve(context, lambda tx: None)
    _ask(context, "chip_delete", {"profile_id": profile.id})
    print(_("deleted “%(name)s” from the chip") % {"name": profile.label})
    return exits.FINE


def confirm_name(context: Context, name: str, *others: str) -> None:
    """Returns where exactly `name`, or one of `others`, is typed or was given by --confirm.

    Raises UsageProblem, which tells `name`.
    """
    from axis_tui.cli.prompting import ask_line, can_ask

    given = context.options.confirm
    if given is None:
        if not can_ask(context):
            raise UsageProblem(
                N_("it takes your word to go on: add --confirm=“%(name)s”, this cannot be undone"), name=name
            )
        given = ask_line(_("Type %(name)s to confirm; this cannot be undone:") % {"name": name})
    if given.strip() not in (name, *others):
        raise UsageProblem(N_("that is not “%(name)s”; nothing was done"), name=name)


def back_words(context: Context, due_at: int, to_label: str) -> str:
    """When a switch goes back by itself, and to what."""
    from axis_tui.present.when import local

    at = local(due_at, context.zone).strftime("%H:%M:%S")
    template = (
        _("goes back to “%(name)s” at %(at)s unless you say: axis-tui chip confirm")
        if to_label
        else _("goes back at %(at)s unless you say: axis-tui chip confirm")
    )
    return template % {"name": to_label, "at": at}


def undone_words(context: Context, at: int, label: str) -> str:
    """When a switch went back, and which."""
    from axis_tui.present.chip_alert_words import went_back
    from axis_tui.present.when import moment

    when = moment(at, context.zone, context.clock())
    return _("%(when)s: %(what)s") % {"when": when, "what": went_back(label)}


def _switch(context: Context, profile: ProfileRow, kind: str, would: str, did: str) -> int:
    from axis_tui.store.read import chip as read
    from axis_tui.store.read.chip_rule import BACK_AFTER_S, has_enabled

    options = context.options
    with context.open_reader() as reader:
        goes_back = not options.keep and _may_carry_us(context) and has_enabled(reader, profile.eid)
    if options.dry_run:
        print(would % {"name": profile.label})
        if goes_back:
            print(_("and go back after %(seconds)d s unless confirmed") % {"seconds": BACK_AFTER_S})
        return exits.FINE
    payload: dict[str, Any] = {"profile_id": profile.id}
    if goes_back:
        if not context.presence().running:
            raise Problem(
                N_("this may cut your own connection, and no worker runs that could go back: start"
                   " “axis-tui worker” first, or add --keep"),
            )  # fmt: skip
        print_remark(
            _("this may cut your own connection: it goes back by itself after %(seconds)d s")
            % {"seconds": BACK_AFTER_S}
        )
        payload["revert_s"] = BACK_AFTER_S
    _ask(context, kind, payload)
    print(did % {"name": profile.label})
    with context.open_reader() as reader:
        back = read.switch_back(reader)
    if back is not None:
        print(back_words(context, back.due_at, back.to_label))
        _offer_to_keep(context)
    return exits.FINE


def _offer_to_keep(context: Context) -> None:
    """Asks a person who still sees the question whether it stays: that is the proof that it may."""
    from axis_tui.cli.prompting import ask_line, can_ask

    word = _("keep")
    if can_ask(context) and ask_line(_("Type %(word)s to keep it:") % {"word": word}) == word:
        confirm(context)


def _may_carry_us(context: Context) -> bool:
    from axis_tui.config.chip import may_carry_us

    return may_carry_us(context.settings, os.environ)


def _profile(context: Context) -> ProfileRow:
    with context.open_reader() as reader:
        return find_profile(reader, context.options.profile)


def _ask(context: Context, kind: str, payload: dict[str, Any]) -> None:
    from axis_tui.cli.asking import ask

    ask(context, [(kind, payload)], context.settings.chip.timeout_seconds * 8 + 60)


def _adding(
    actions: argparse._SubParsersAction[argparse.ArgumentParser], name: str, summary: str
) -> argparse.ArgumentParser:
    parser = add_action(actions, name, summary)
    parser.add_argument("profile", metavar=_("PROFILE"), help=_("its name or number in the list"))
    add_dry_run(parser)
    return parser
