"""
Exceptions that the product raises on purpose.

CoachError
├── ContentError        a content file is missing, malformed or contradicts another one
├── SettingsError       an environment setting can't be used
├── SessionError        a session came back malformed
├── VerificationError   a request is not a fresh one from Alexa for this skill
├── MemoryStoreError    the database can't be reached, or refuses
└── AlexaServiceError   one of Alexa's own services (timers, reminders) refused
"""


class CoachError(Exception):
    """Base class; the message says what is wrong, where, and the remedy."""


class ContentError(CoachError):
    """A content file is missing, malformed or contradicts another one."""


class SettingsError(CoachError):
    """An environment setting can't be used."""


class SessionError(CoachError):
    """A session came back malformed."""


class VerificationError(CoachError):
    """A request is not a fresh one from Alexa for this skill; answered with HTTP 400."""


class MemoryStoreError(CoachError):
    """The database can't be reached, or refuses."""


class AlexaServiceError(CoachError):
    """One of Alexa's own services (timers, reminders) refused."""
