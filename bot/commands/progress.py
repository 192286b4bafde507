"""A progress bar for who waits at a terminal."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

OnProgress = Callable[[int, int], None]


@contextmanager
def progress_bar(description: str, unit: str) -> Iterator[OnProgress | None]:
    """What is to be told how many units are done, of how many.

    The bar is drawn on standard error; where that is no terminal it yields None.
    """
    if not sys.stderr.isatty():
        yield None
        return
    # Only a terminal needs it, and every command is to start fast.
    from tqdm import tqdm

    with tqdm(desc=description, unit=unit, leave=False) as bar:

        def on_progress(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        yield on_progress
