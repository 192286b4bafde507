"""What an idle bot weighs with archives of three sizes, and how soon it answers first.

    python bench/memory.py [FOLDER...] [--sizes 22000,100000] [--seed 1]

`newsdesk run` over the owner's seeds, then over archives made as for search.py, and a bare bot of
discord.py, each a process of its own that connects to the simulated Discord: resident memory after
ten idle seconds, and from the start of the process to the answer of the first `/news`, on a start
whose files were read before.
"""

import argparse
import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from archive import make_archive
from made_corpus import make_corpus
from newsroom import SEEDS, TOKEN, load
from scaled import real_articles
from startup import BARE_BOT, IDLE_SECONDS, idle_megabytes, resident_megabytes

from bot.demo.loopback import LoopbackDiscord
from bot.demo.room import Room
from bot.demo.world import build_world

_RUNS = 3


async def weigh(database: Path, corpus: Path) -> tuple[float, float]:
    """Resident MiB of an idle bot, and the seconds to its first answer, the least of some runs."""
    megabytes, seconds = [], []
    for _ in range(_RUNS):
        async with LoopbackDiscord(token=TOKEN) as server:
            world = build_world(server.backend)
            began = time.perf_counter()
            bot = await _start(server, database, corpus)
            try:
                assert await server.traffic.until(lambda s=server: s.is_ready, seconds=60)
                room = Room(server.backend, server.traffic)
                member = room.member(world.guild_id, world.member_id)
                asked = {"query": "facial recognition"}
                result = await member.slash(room.channel(world.news_id), "news", **asked)
                assert result.response is not None, "no answer came"
                seconds.append(time.perf_counter() - began)
                await asyncio.sleep(IDLE_SECONDS)
                megabytes.append(resident_megabytes(bot.pid))
            finally:
                bot.terminate()
                await bot.wait()
    return min(megabytes), min(seconds)


async def _start(
    server: LoopbackDiscord, database: Path, corpus: Path
) -> asyncio.subprocess.Process:
    environment = {
        "DISCORD_TOKEN": TOKEN,
        "NEWSDESK_WATCH": "off",
        "NEWSDESK_CORPUS": str(corpus),
        "NEWSDESK_DATABASE": str(database),
        "NEWSDESK_LOG_LEVEL": "WARNING",
        "DISCORD_API_BASE": server.api_base,
        "DISCORD_GATEWAY_URL": server.gateway_url,
    }
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run"), env={**os.environ, **environment}
    )


def tell(name: str, database: Path, corpus: Path) -> None:
    """Print one bot's figures."""
    megabytes, seconds = asyncio.run(weigh(database, corpus))
    print(f"{name:<18} {megabytes:>4.0f} MiB   first /news after {seconds:.2f} s", flush=True)


def run(folders: Sequence[Path], folder: Path, sizes: Sequence[int], seed: int) -> None:
    """Make the archives and weigh."""
    asyncio.run(load(folder / "seeds.db"))
    tell("the seeds", folder / "seeds.db", SEEDS)
    real = asyncio.run(real_articles(folders))
    nothing = folder / "nothing"
    nothing.mkdir()
    for size in sizes:
        archive = make_archive(real, folder / f"{size}", size=size, seed=seed)
        tell(f"{size:,} articles", archive.database, nothing)
    bare = asyncio.run(idle_megabytes((sys.executable, "-c", BARE_BOT), {}))
    print(f"{'a bare bot':<18} {bare:>4.0f} MiB")


def main() -> None:
    """Read the arguments and run."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--sizes", default="22000,100000")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    sizes = [int(size) for size in arguments.sizes.split(",")]
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        corpus = folder / "corpus"
        corpus.mkdir()
        run(arguments.folders or [make_corpus(corpus, files=2_000)], folder, sizes, arguments.seed)


if __name__ == "__main__":
    main()
