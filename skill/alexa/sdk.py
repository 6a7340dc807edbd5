"""
The one place that imports Amazon's skill class.

It brings the clients of all of Alexa's services along, a third of the SDK's import, for a factory that only a skill
with an API client makes. Ours has none (`alexa/services.py` calls Alexa), so they are left for later.
"""

from importlib import import_module
from typing import Any

from skill.starting import later, standing_in

_MODULE = "ask_sdk_model.services.service_client_factory"
_CLASS = "ServiceClientFactory"


def _found_later(name: str) -> Any:
    """Give the package of services the class that it was imported without."""
    if name != _CLASS:
        raise AttributeError(f"module {services.__name__!r} has no attribute {name!r}")
    return vars(services).setdefault(name, getattr(import_module(_MODULE), name))


_later = later(_MODULE, _CLASS)
with standing_in(_later):
    from ask_sdk_core.skill import CustomSkill
    from ask_sdk_core.skill_builder import SkillBuilder
    from ask_sdk_model import services

if _later:
    # Whoever asks the package for the class from now on gets the class itself.
    del vars(services)[_CLASS]
    vars(services)["__getattr__"] = _found_later

__all__ = ["CustomSkill", "SkillBuilder"]
