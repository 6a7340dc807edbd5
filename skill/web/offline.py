"""
The part of the coach that works without a network: the dialogue by buttons, made as a graph.

The same dialogue is walked with the buttons yes, no, better, same and worse, so the words, the levels and the stretches
are those that the coach would have given. States from which everything goes on alike are merged. "Not sure" leads where
yes leads, which is the cautious side.
"""

from collections import deque
from typing import Any

import msgspec

from skill import turn
from skill.content.models import Content
from skill.conversation.composer import Composer
from skill.conversation.events import Event, Said
from skill.conversation.profile import Profile
from skill.conversation.reply import Reply
from skill.conversation.session import Session
from skill.speech.buttons import PRESSES
from skill.web.api_turn import PHONE, Carried, answered, number

_PLACES = {"bed": "In bed", "chair": "On a chair", "standing": "Standing"}
"""Where the user may be, which decides about the stretch, with the label of its button."""
_WALKED = ("yes", "no", "better", "same", "worse", "next")
_LEFT_OUT = ("repeat", "back", "resume", "mistake")
"""Buttons that the page answers by itself, or that would multiply the states."""
_KEPT = ("cues", "holds", "seconds", "open", "buttons", "level", "call", "picture")
_NOW = 0.0
"""The clock stands still: a page measures by its own."""

Node = tuple[int, dict[str, int]]
"""Index of its reply, and the node to which each press leads."""


def offline(content: Content, locale: str) -> dict[str, Any]:
    """Return everything that a page needs without a network, as plain data."""
    country = content.locale(locale)
    composer = Composer(Event(now=_NOW, locale=locale, platform=PHONE), Session(), content)
    walk = _Walk(content, locale)
    starts = {place: walk.begin(place) for place in _PLACES}
    walk.finish()
    nodes, classes = _merged(walk.nodes)
    flags = [it for it in content.findings.values() if it.group == "red_flag"]
    return {
        "locale": locale,
        "numbers": [msgspec.to_builtins(number(it.digits)) for it in country.telephones],
        "emergency": country.call_emergency,
        "urgent": country.urgent_line,
        "signs": {
            level: [composer.fill(it.label) for it in flags if it.level == level] for level in ("emergency", "urgent")
        },
        "call_back": f"{composer.line('call_back')}.",
        "watch_for": composer.line("watch"),
        "where": [{"press": place, "label": label} for place, label in _PLACES.items()],
        "starts": {place: classes[node] for place, node in starts.items()},
        "replies": [msgspec.json.decode(it) for it in walk.replies],
        "nodes": nodes,
    }


class _Walk:
    """A walk through all conversations by buttons, from the choice of a place on."""

    def __init__(self, content: Content, locale: str) -> None:
        self.replies: dict[bytes, int] = {}
        """Index of each reply, by its JSON."""
        self.nodes: list[Node] = []
        self._content = content
        self._locale = locale
        self._known: dict[bytes, int] = {}
        self._ahead: deque[tuple[dict[str, int], list[str], Session]] = deque()

    def begin(self, place: str) -> int:
        """Return the first node after a cramp of somebody in a place."""
        return self._node(self._taken("cramp", self._taken(place, Session(), Profile()).session))

    def finish(self) -> None:
        """Press every button of every node."""
        while self._ahead:
            to, offered, session = self._ahead.popleft()
            for press in offered:
                if press in _WALKED:
                    to[press] = self._node(self._taken(press, session))
            if "not_sure" in offered:
                to["not_sure"] = to["yes"]

    def _taken(self, press: str, session: Session, known: Profile | None = None) -> Reply:
        button = PRESSES[press]
        event = Said(now=_NOW, locale=self._locale, platform=PHONE, intent=button.intent, slots=button.slots)
        memory = Carried(Profile())
        return turn.take(event, session, self._content, memory=memory, known=known).reply

    def _node(self, reply: Reply) -> int:
        key = msgspec.json.encode((reply.session, reply.say, reply.open))
        if key not in self._known:
            self._known[key] = len(self.nodes)
            shown = msgspec.to_builtins(answered(reply, self._content, self._locale))
            # What was told differs from way to way, and the page has it in its own record. The rest it can do without.
            shown = {name: shown[name] for name in _KEPT if shown[name]}
            shown["buttons"] = [it for it in shown.get("buttons", ()) if it["press"] not in _LEFT_OUT]
            to: dict[str, int] = {}
            self.nodes.append((self.replies.setdefault(msgspec.json.encode(shown), len(self.replies)), to))
            if reply.open:
                self._ahead.append((to, [it["press"] for it in shown["buttons"]], reply.session))
        return self._known[key]


def _merged(nodes: list[Node]) -> tuple[list[Node], list[int]]:
    """Return the nodes without doubles, which say the same and lead to the same, and the new index of each node."""
    classes = [reply for reply, _ in nodes]
    count = 0
    while count != (count := len(set(classes))):
        seen: dict[tuple[Any, ...], int] = {}
        classes = [
            seen.setdefault((reply, *((press, classes[it]) for press, it in sorted(to.items()))), len(seen))
            for reply, to in nodes
        ]
    merged: dict[int, Node] = {}
    for place, (reply, to) in zip(classes, nodes, strict=True):
        merged.setdefault(place, (reply, {press: classes[it] for press, it in to.items()}))
    return list(merged.values()), classes
