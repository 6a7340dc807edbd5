"""Schema of a locale: what differs between countries."""

from skill.content.item import Item, Strict


class Number(Strict, kw_only=True):
    """A telephone number and its pronunciation."""

    digits: str
    spoken: str


class Locale(Item, kw_only=True):
    """What differs between countries: numbers, lines and a few words."""

    name: str
    emergency: Number | None = None
    numbers: tuple[Number, ...] = ()
    """Further numbers that the lines below mention."""
    call_emergency: str
    """Beginning of every emergency reply."""
    call_for_them: str
    """The same, if another person is in danger and the user is with them."""
    urgent_line: str
    """Where to get help on the same day."""
    crisis_line: str
    """Reply to a user who speaks of dying or self-harm."""
    checked: str | None = None
    """Date on which its numbers were last compared with their sources."""
    words: dict[str, str]
    """Everyday words that replace `{pee}`, `{poop}` and the like."""

    @property
    def telephones(self) -> tuple[Number, ...]:
        """All telephone numbers, the emergency number first."""
        return (self.emergency, *self.numbers) if self.emergency else self.numbers
