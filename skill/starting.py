"""What makes a start cheap: no hunt for garbage while everything is new, and no import of what is not used."""

import gc
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any


@contextmanager
def no_garbage_yet() -> Iterator[None]:
    """Let Python's collector rest: what imports make stays, so looking through it finds nothing, a tenth of a start."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            if not gc.get_freeze_count():
                # Both together let everything new count as old; else it would be looked through at once. What the
                # program around us has frozen stays as it is.
                gc.freeze()
                gc.unfreeze()
            gc.enable()


@contextmanager
def standing_in(modules: Mapping[str, ModuleType]) -> Iterator[None]:
    """
    Give stand-ins to whoever imports modules of these names, and put back what was there before.

    For the imports of others, and done while a module of ours is imported: Python's own import lock lets one thread
    do that, and the others wait for it.
    """
    before = {name: sys.modules.get(name) for name in modules}
    sys.modules.update(modules)
    try:
        yield
    finally:
        for name, module in before.items():
            if module is not None:
                sys.modules[name] = module
            elif sys.modules.get(name) is modules[name]:
                del sys.modules[name]


def later(name: str, *used: str) -> Mapping[str, ModuleType]:
    """
    Make a stand-in for a module of which others import these functions and classes, but call none while they do so.

    A call imports the module, and so does, at once, asking for anything else. None is made for what is there already.
    """
    if name in sys.modules:
        return {}
    stand_in = ModuleType(name)

    def found(attribute: str) -> Any:
        if attribute.startswith("__"):
            # Python asks whether it is a package.
            raise AttributeError(attribute)
        if sys.modules.get(name) is stand_in:
            del sys.modules[name]
        return getattr(import_module(name), attribute)

    def called_later(attribute: str) -> Callable[..., Any]:
        def call(*args: Any, **named: Any) -> Any:
            return found(attribute)(*args, **named)

        return call

    vars(stand_in).update({attribute: called_later(attribute) for attribute in used}, __getattr__=found)
    return {name: stand_in}
