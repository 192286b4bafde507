"""Numbered, forward-only steps of the schema, as SQL files; the last line of each is its number."""
