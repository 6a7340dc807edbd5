"""What a turn needs of the memory, whichever database is behind it."""

from typing import Protocol

from skill.conversation.remembered import Change, Remembered


class Memory(Protocol):
    """The part of the memory that a turn needs: read once a session, written when something changed."""

    def recall(self, user_id: str | None) -> Remembered | None:
        """What is remembered of somebody, an empty one of a stranger; None if that can't be told now."""

    def change(self, user_id: str | None, change: Change) -> Remembered | None:
        """Change what is remembered of somebody; None if that can't be kept now."""

    def forget(self, user_id: str | None) -> bool:
        """Erase what is kept of somebody; False if that could not be done."""
