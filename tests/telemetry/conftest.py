"""Logs as they were, after a test has set them up."""

import logging

import pytest


@pytest.fixture(autouse=True)
def _logs_as_before():
    handlers, level = logging.root.handlers[:], logging.root.level
    yield
    logging.root.handlers[:] = handlers
    logging.root.setLevel(level)
