"""Newsdesk: the newsroom of a Discord server."""

__version__ = "0.1.0"
