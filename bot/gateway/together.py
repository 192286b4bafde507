"""Several works at once, of which one that fails keeps none of the others from its end."""

import asyncio
from collections.abc import Coroutine, Iterable
from typing import Any


async def together(works: Iterable[Coroutine[Any, Any, None]]) -> None:
    """Do all of them side by side, then raise the first error, if there was one."""
    results = await asyncio.gather(*works, return_exceptions=True)
    for result in results:
        if isinstance(result, BaseException):
            raise result


async def in_turn(works: Iterable[Coroutine[Any, Any, None]]) -> None:
    """The same, one after the other."""
    errors: list[BaseException] = []
    for work in works:
        results = await asyncio.gather(work, return_exceptions=True)
        errors += [result for result in results if isinstance(result, BaseException)]
    for error in errors:
        raise error
