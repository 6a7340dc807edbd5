"""
The part of the coach that works without a network: the dialogue by buttons, made as a graph.

The same dialogue is walked with the buttons yes, no, better, same and worse, so the words, the levels and the stretches
are those that the coach would have given. States from which everything goes on alike are merged. "Not sure" leads where
yes leads, which is the cautious side.
"""

from collections import deque
from collections.abc import Mapping
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
    nodes, starts = walk.merged(starts)
    return {
        "locale": locale,
        "numbers": [msgspec.to_builtins(number(it.digits)) for it in country.telephones],
        "emergency": country.call_emergency,
        "urgent": country.urgent_line,
        "signs": {
            level: [
                composer.fill(it.label)
                for it in content.findings.values()
                if it.group == "red_flag" and it.level == level
            ]
            for level in ("emergency", "urgent")
        },
        "call_back": f"{composer.line('call_back')}.",
        "watch_for": composer.line("watch"),
        "where": [{"press": place, "label": label} for place, label in _PLACES.items()],
        "starts": starts,
        "replies": walk.replies,
        "nodes": nodes,
    }


class _Walk:
    """A walk through all conversations by buttons, from the choice of a place on."""

    def __init__(self, content: Content, locale: str) -> None:
        self.replies: list[dict[str, Any]] = []
        self._content = content
        self._locale = locale
        self._index: dict[bytes, int] = {}
        self._nodes: list[Node] = []
        self._known: dict[bytes, int] = {}
        self._queue: deque[tuple[int, Session]] = deque()

    def begin(self, place: str) -> int:
        """Walk everything that follows a cramp of somebody in a place; return the first node."""
        first = self._taken("cramp", self._taken(place, Session(), Profile()).session)
        start = self._node(first)
        while self._queue:
            node, session = self._queue.popleft()
            to = self._nodes[node][1]
            offered = self._offered(node)
            for press in offered:
                if press in _WALKED:
                    to[press] = self._node(self._taken(press, session))
            if "not_sure" in offered:
                to["not_sure"] = to["yes"]
        return start

    def _offered(self, node: int) -> list[str]:
        """Return the presses that a node offers, each once."""
        return list(dict.fromkeys(it["press"] for it in self.replies[self._nodes[node][0]]["buttons"]))

    def _taken(self, press: str, session: Session, known: Profile | None = None) -> Reply:
        button = PRESSES[press]
        event = Said(now=_NOW, locale=self._locale, platform=PHONE, intent=button.intent, slots=button.slots)
        memory = Carried(Profile())
        return turn.take(event, session, self._content, memory=memory, known=known).reply

    def _node(self, reply: Reply) -> int:
        key = msgspec.json.encode((reply.session, reply.say, reply.open))
        if key in self._known:
            return self._known[key]
        self._known[key] = len(self._nodes)
        self._nodes.append((self._reply(reply), {}))
        if reply.open:
            self._queue.append((self._known[key], reply.session))
        return self._known[key]

    def _reply(self, reply: Reply) -> int:
        shown = msgspec.to_builtins(answered(reply, self._content, self._locale))
        # What was told differs from way to way, and the page has it in its own record. The rest it can do without.
        shown = {name: shown[name] for name in _KEPT if shown[name]}
        shown["buttons"] = [it for it in shown.get("buttons", ()) if it["press"] not in _LEFT_OUT]
        key = msgspec.json.encode(shown)
        if key not in self._index:
            self._index[key] = len(self.replies)
            self.replies.append(shown)
        return self._index[key]

    def merged(self, starts: Mapping[str, int]) -> tuple[list[Node], dict[str, int]]:
        """Return the graph without doubles: nodes that say the same and lead to the same are one."""
        classes = [reply for reply, _ in self._nodes]
        count = 0
        while count != (count := len(set(classes))):
            seen: dict[tuple[Any, ...], int] = {}
            classes = [
                seen.setdefault((reply, *((press, classes[it]) for press, it in sorted(to.items()))), len(seen))
                for reply, to in self._nodes
            ]
        merged: dict[int, Node] = {}
        for place, (reply, to) in zip(classes, self._nodes, strict=True):
            merged.setdefault(place, (reply, {press: classes[it] for press, it in to.items()}))
        return [merged[place] for place in range(len(merged))], {name: classes[it] for name, it in starts.items()}
