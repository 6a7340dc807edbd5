"""
Every error that the product raises on purpose.

CoachError
├── ContentError        a content file is missing, malformed or contradicts another one
├── SettingsError       an environment setting can't be used as it stands
├── SessionError        session attributes came back that are not ours
├── VerificationError   a request did not come from Alexa, for this skill, just now
├── MemoryStoreError    the database can't be reached, or refuses
└── AlexaServiceError   one of Alexa's own services (timers, reminders) refused
"""


class CoachError(Exception):
    """Base of everything below; the message says what, where and the remedy."""


class ContentError(CoachError):
    """A content file is missing, malformed or contradicts another one."""


class SettingsError(CoachError):
    """An environment setting can't be used as it stands."""


class SessionError(CoachError):
    """Session attributes came back that are not ours."""


class VerificationError(CoachError):
    """A request did not come from Alexa, for this skill, just now; doors answer HTTP 400."""


class MemoryStoreError(CoachError):
    """The database can't be reached, or refuses."""


class AlexaServiceError(CoachError):
    """One of Alexa's own services (timers, reminders) refused."""
