"""What a test of the dashboard sees and waits for: the screen’s text, and changes on their way."""

from typing import Any


def text(app: Any) -> str:
    """What is on the screen, trailing blanks cut."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)


async def settled(pilot: Any) -> None:
    """Wait until nothing typed, asked or written is still on its way."""
    await pilot.pause()
    while pilot.app.writing:
        await pilot.pause(0.01)
    await pilot.pause()


async def press(pilot: Any, *keys: str) -> str:
    """Press keys, wait, and give what is on the screen then."""
    await pilot.press(*keys)
    await settled(pilot)
    return text(pilot.app)


async def type_text(pilot: Any, typed: str) -> str:
    """Type characters one by one."""
    return await press(pilot, *["space" if character == " " else character for character in typed])
