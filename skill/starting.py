"""What makes a start cheap: no hunt for garbage while everything is new, and no import of what is not used."""

import gc
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import ModuleType


@contextmanager
def no_garbage_yet() -> Iterator[None]:
    """Let Python's collector rest: what imports make stays, so looking through it finds nothing, a tenth of a start."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
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
            if module is None:
                sys.modules.pop(name, None)
            else:
                sys.modules[name] = module
