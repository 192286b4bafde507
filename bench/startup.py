"""How fast commands start, and what an idle bot weighs beside a bare one.

    python bench/startup.py [FOLDER]

Whole processes, medians of five: `newsdesk --help`, and `newsdesk search` over an archive loaded
from the folder (or from a made-up corpus of 2,000 files). Then `newsdesk run` with that archive and
a bare discord.py bot connect to the simulated Discord on loopback; their resident memory is read
after ten idle seconds.
"""

import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from made_corpus import make_corpus

from bot.demo.loopback import LoopbackDiscord

RUNS = 5
IDLE_SECONDS = 10
TOKEN = "bench"  # noqa: S105  of the simulated Discord
NEWSDESK = (sys.executable, "-m", "bot")
BARE_BOT = """
import os, discord
from discord.ext import commands
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL
Route.BASE = os.environ["DISCORD_API_BASE"]
DiscordWebSocket.DEFAULT_GATEWAY = URL(os.environ["DISCORD_GATEWAY_URL"])
bot = commands.Bot("!", intents=discord.Intents(guilds=True), help_command=None)
@bot.tree.command()
async def ping(interaction: discord.Interaction) -> None:
    await interaction.response.send_message("pong")
@bot.event
async def setup_hook() -> None:
    await bot.tree.sync()
bot.run(os.environ["DISCORD_TOKEN"], log_handler=None)
"""


def median_seconds(command: Sequence[str]) -> float:
    """The median of whole runs of the command."""
    seconds = []
    for _ in range(RUNS):
        began = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        seconds.append(time.perf_counter() - began)
    return statistics.median(seconds)


async def idle_megabytes(command: Sequence[str], environment: Mapping[str, str]) -> float:
    """The resident memory of a bot that is connected and has nothing to do."""
    async with LoopbackDiscord(token=TOKEN) as server:
        addresses = {
            "DISCORD_TOKEN": TOKEN,
            "NEWSDESK_WATCH": "off",
            "DISCORD_API_BASE": server.api_base,
            "DISCORD_GATEWAY_URL": server.gateway_url,
        }
        process = await asyncio.create_subprocess_exec(
            *command, env={**os.environ, **environment, **addresses}
        )
        try:
            ready = await server.traffic.until(lambda: server.is_ready, seconds=60)
            assert ready, "the bot did not connect"
            await asyncio.sleep(IDLE_SECONDS)
            return resident_megabytes(process.pid)
        finally:
            process.terminate()
            await process.wait()


def resident_megabytes(pid: int) -> float:
    """What /proc says of the process's memory in RAM."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def main() -> None:
    """Print each figure."""
    with tempfile.TemporaryDirectory() as folder:
        given = sys.argv[1:2]
        corpus = Path(given[0]) if given else make_corpus(Path(folder), files=2_000)
        database = Path(folder) / "bench.db"
        stored = ("--database", str(database))
        subprocess.run(
            (*NEWSDESK, "load", str(corpus), *stored), check=True, stdout=subprocess.DEVNULL
        )
        print(f"newsdesk --help      {median_seconds((*NEWSDESK, '--help')):.2f} s")
        searching = (*NEWSDESK, "search", "facial recogniton", *stored)
        print(f"newsdesk search      {median_seconds(searching):.2f} s")
        environment = {"NEWSDESK_CORPUS": str(corpus), "NEWSDESK_LOG_LEVEL": "WARNING"}
        running = idle_megabytes((*NEWSDESK, "run", *stored), environment)
        print(f"newsdesk run, idle   {asyncio.run(running):.0f} MiB")
        bare = idle_megabytes((sys.executable, "-c", BARE_BOT), {})
        print(f"bare bot, idle       {asyncio.run(bare):.0f} MiB")


if __name__ == "__main__":
    main()
