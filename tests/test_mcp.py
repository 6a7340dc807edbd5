"""The tool for language-model assistants, through the protocol's own client."""

import asyncio
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from skill import conversations
from skill.cli.mcp import server
from skill.errors import SettingsError
from tests.logs import captured

pytestmark = pytest.mark.xdist_group("mcp")  # The package takes a second to import, so that one process does it.

COMMAND = Path(sys.executable).with_name("cramp-coach")


def talk(made, *lines, conversation=None):
    """Return what the tool answers to each line."""
    from mcp import Client

    async def run():
        async with Client(made) as client:
            asked = {"conversation": conversation} if conversation else {}
            results = [await client.call_tool("coach_turn", {"said": line} | asked) for line in lines]
            assert not any(result.is_error for result in results)
            return [result.structured_content for result in results]

    # In a thread of its own, as another test of this process may have an event loop running.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, run()).result()


def test_an_assistant_hands_a_person_over_until_a_hold_is_guided():
    answers = talk(server("en-US"), "open cramp coach", "my left glute is cramping", "no", "no", "no", "no")

    assert [answer["open"] for answer in answers] == [True] * 6
    assert "Left side." in answers[1]["say"]
    assert "Hold, 30 seconds, left side." in answers[-1]["say"]


def test_an_emergency_comes_with_the_number_of_the_country_and_its_level():
    (answer,) = talk(server("en-GB"), "I can't breathe and my chest hurts")

    assert answer["level"] == "emergency"
    assert "nine nine nine" in answer["say"]


def test_two_conversations_do_not_know_of_each_other():
    made = server("en-US")
    talk(made, "my left glute is cramping", conversation="one")

    (answer,) = talk(made, "my right glute is cramping", conversation="two")

    assert "Right side." in answer["say"]


def test_a_fault_of_the_program_is_answered_with_the_number_and_logged_without_words(monkeypatch):
    made = server("en-GB")
    monkeypatch.setattr(conversations, "take", lambda *given, **named: 1 / 0)

    with captured() as lines:
        (answer,) = talk(made, "my leg is numb")

    assert "something went wrong" in answer["say"]
    assert "nine nine nine" in answer["say"]
    assert not answer["open"]
    assert [line["error"] for line in lines if line["event"] == "failed"] == ["ZeroDivisionError"]
    assert "numb" not in str(lines)


@pytest.mark.slow
def test_the_command_speaks_the_protocol_on_its_pipes():
    from mcp import StdioServerParameters

    command = StdioServerParameters(command=str(COMMAND), args=["mcp", "--locale", "en-AU"])

    (answer,) = talk(command, "I can't breathe and my chest hurts")

    assert "triple zero" in answer["say"].lower()


def test_without_the_package_the_error_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "mcp.server.mcpserver", None)

    with pytest.raises(SettingsError, match=r"cramp-coach\[mcp\]"):
        server("en-US")
