"""No secret gets into a log, whoever logs it and however it is formatted."""

import io
import json
import logging

import pytest

from bot.logs import configure_logs
from bot.telemetry.redaction import Redactor

# Of the shape of a token, and none.
TOKEN = "MTAxMjM0NTY3ODkwMTIzNDU2Nw" + ".GaBcDe." + "abcdefghijklmnopqrstuvwxyz0123456789_-"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"token {TOKEN} refused", "token [hidden] refused"),
        (f"Authorization: Bot {TOKEN}", "Authorization: [hidden]"),
        ("{'Authorization': 'Bot short-secret'}", "{'Authorization': '[hidden]'}"),
        (
            "POST https://discord.com/api/v10/webhooks/123456/aW50ZXJhY3Rpb24_-x.y failed",
            "POST https://discord.com/api/v10/webhooks/123456/[hidden] failed",
        ),
        (
            "/interactions/123456/aW50ZXJhY3Rpb246/callback",
            "/interactions/123456/[hidden]/callback",
        ),
        ("https://anna:pass@site.com/x", "https://[hidden]@site.com/x"),
        ("redis://:pass@site.com", "redis://[hidden]@site.com"),
        ("my own secret", "my own [hidden]"),
        ("loaded 12 files in 3.456.789 s", "loaded 12 files in 3.456.789 s"),
        ("Bot refuses what is done", "Bot refuses what is done"),
        ("https://site.com/a@b", "https://site.com/a@b"),
    ],
)
def test_secrets_are_hidden_and_nothing_else(text, shown):
    assert Redactor("secret").redact(text) == shown


@pytest.mark.parametrize("form", ["json", "text"])
def test_a_trace_of_an_error_hides_the_token_too(form, monkeypatch):
    written = io.StringIO()
    monkeypatch.setattr("sys.stderr", written)
    configure_logs("INFO", form, token="the-own-token")
    try:
        int("the-own-token")
    except ValueError:
        logging.getLogger("some.library").exception("with %s", {"token": "the-own-token"})
    assert "the-own-token" not in written.getvalue()
    assert "[hidden]" in written.getvalue()


def test_what_a_line_is_about_stands_in_its_fields(monkeypatch):
    written = io.StringIO()
    monkeypatch.setattr("sys.stderr", written)
    configure_logs("INFO", "json")
    logging.getLogger("bot").info("answered", extra={"interaction": "/news", "ms": 12})
    line = json.loads(written.getvalue())
    assert (line["event"], line["interaction"], line["ms"]) == ("answered", "/news", 12)
