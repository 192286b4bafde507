"""The command line."""

import click

from bot import __version__
from bot.commands.backup import backup
from bot.commands.brief import brief
from bot.commands.demo import demo
from bot.commands.desk import desk
from bot.commands.digests import digests
from bot.commands.doctor import doctor
from bot.commands.export import export
from bot.commands.health import health
from bot.commands.lint import lint
from bot.commands.load import load
from bot.commands.migrate import migrate
from bot.commands.reindex import reindex
from bot.commands.related import related
from bot.commands.reload import reload
from bot.commands.restore import restore
from bot.commands.run import run
from bot.commands.search import search
from bot.commands.simulate import simulate
from bot.commands.train_topics import train_topics
from bot.errors import NewsdeskError


class _Commands(click.Group):
    """Commands whose known errors end in one message and their exit code."""

    def invoke(self, context: click.Context) -> object:
        try:
            return super().invoke(context)
        except NewsdeskError as error:
            from bot.render.cli import error_line  # noqa: PLC0415  a command that works starts fast

            click.echo(error_line(error), err=True)
            context.exit(error.exit_code)


@click.group(
    cls=_Commands,
    commands=[
        load,
        lint,
        search,
        related,
        brief,
        digests,
        desk,
        simulate,
        export,
        reindex,
        doctor,
        health,
        backup,
        restore,
        migrate,
        reload,
        train_topics,
        run,
        demo,
    ],
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="newsdesk")
def main() -> None:
    """The newsroom of a Discord server: a curated archive of tech news that answers.

    Settings come from the environment and from `.env`; `.env.example` describes them.
    """


if __name__ == "__main__":
    main()
