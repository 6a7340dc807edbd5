"""
The one place that imports Amazon's skill class.

It brings the clients of all of Alexa's services along, a third of the SDK's import, for a factory that only a skill
with an API client makes. Ours has none (`alexa/services.py` calls Alexa), so the factory's module is stood in for
meanwhile. Whoever wants the factory afterwards gets Amazon's own, imported then.
"""

from importlib import import_module
from types import ModuleType
from typing import Any

from skill.starting import standing_in

_MODULE = "ask_sdk_model.services.service_client_factory"
_CLASS = "ServiceClientFactory"


def _factory() -> Any:
    return getattr(import_module(_MODULE), _CLASS)


def _made_later(*args: Any, **named: Any) -> Any:
    """Make Amazon's factory for a skill that has an API client after all."""
    return _factory()(*args, **named)


def _found_later(name: str) -> Any:
    """Give the package of services the class that it was imported without."""
    if name != _CLASS:
        raise AttributeError(f"module {services.__name__!r} has no attribute {name!r}")
    return vars(services).setdefault(name, _factory())


_stand_in = ModuleType(_MODULE)
vars(_stand_in)[_CLASS] = _made_later
with standing_in({_MODULE: _stand_in}):
    from ask_sdk_core.skill import CustomSkill
    from ask_sdk_core.skill_builder import SkillBuilder
    from ask_sdk_model import services

# Where somebody had imported the package before us, it is whole.
if vars(services)[_CLASS] is _made_later:
    del vars(services)[_CLASS]
    vars(services)["__getattr__"] = _found_later

__all__ = ["CustomSkill", "SkillBuilder"]
