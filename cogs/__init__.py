"""Thin adapters between Discord commands and services, one a command group."""
