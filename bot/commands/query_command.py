"""How a command takes the words of a query from the command line."""

import click


class QueryCommand(click.Command):
    """A command whose words may begin with a dash, as exclusions do; `--options` stay options."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Tell options from words."""
        options: list[str] = []
        words: list[str] = []
        rest = iter(args)
        for argument in rest:
            if argument == "--":
                words += rest
            elif argument in self._with_value(ctx):
                value = next(rest, None)
                if value is None:
                    message = f"Option {argument!r} requires an argument."
                    raise click.BadOptionUsage(argument, message, ctx)
                options += (argument, value)
            elif argument == "-h" or argument.startswith("--"):
                options.append(argument)
            else:
                words.append(argument)
        return super().parse_args(ctx, [*options, "--", *words])

    def _with_value(self, ctx: click.Context) -> set[str]:
        return {
            name
            for option in self.get_params(ctx)
            if isinstance(option, click.Option) and not option.is_flag
            for name in option.opts
        }
