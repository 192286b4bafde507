"""What can go wrong with the demo itself; each error carries data, bot.render words it."""

from bot.errors import NewsdeskError


class DemoError(NewsdeskError):
    """The demo can't begin or go on."""


class PortInUseError(DemoError):
    """Another program listens on the port that was asked for."""

    def __init__(self, port: int) -> None:
        super().__init__(f"port {port} is taken by another program")
        self.port = port


class BotNotReadyError(DemoError):
    """The bot has not connected and registered its commands in time."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"the bot did not connect and register commands in {seconds:.0f} s")
        self.seconds = seconds
