"""Command that serves the coach as a tool for language-model assistants (Model Context Protocol)."""

import time
from typing import TYPE_CHECKING, Any

import click

from skill.cli.options import LOCALE
from skill.errors import SettingsError

if TYPE_CHECKING:
    from mcp.server.mcpserver import MCPServer

_INSTRUCTIONS = """\
Cramp Coach guides people through a cramp, a twitch or an ache in the buttock, and finds the few cases that need an
ambulance or a doctor. Hand over to it when somebody has such a complaint, and until `open` is false.
- Pass on what the person said, word for word. Never answer its questions yourself.
- Give the person `say` word for word, all of it, before anything else. Add nothing to a warning.
- `level` is the care that this reply advises: emergency, urgent, soon, routine or selfcare."""

_TOOL = """\
Takes one turn with Cramp Coach. Give what the person said, word for word, or "open cramp coach" to begin. Returns
`say`, to be given to the person word for word; `open`, whether it expects an answer; and `level`, the care that it
advises."""


def server(locale: str) -> "MCPServer":
    """
    Return the server with its one tool.

    Raises:
        SettingsError: The package `mcp` is not installed.
    """
    try:
        from mcp.server.mcpserver import MCPServer
    except ImportError as error:
        raise SettingsError("The package mcp is not installed; use: pip install 'cramp-coach[mcp]'.") from error
    from skill.conversation.events import Platform
    from skill.conversations import Conversations
    from skill.turn import no_effects

    conversations = Conversations.opened("memory://", locale, Platform())
    made = MCPServer("Cramp Coach", instructions=_INSTRUCTIONS, log_level="WARNING")

    @made.tool(description=_TOOL)
    def coach_turn(said: str, conversation: str = "only") -> dict[str, Any]:
        answer = conversations.answer(
            conversation, said, now=time.time(), hour=None, language=locale, user=conversation, effects=no_effects
        )
        return {"say": answer.text.strip(), "open": answer.open, "level": answer.turn.level}

    return made


@click.command(epilog="Example: cramp-coach mcp --locale en-GB")
@LOCALE
def mcp(locale: str) -> None:
    """
    Serve the coach as a tool for language-model assistants (Model Context Protocol).

    The assistant starts this command, and talks to it through stdin and stdout.
    """
    server(locale).run()
