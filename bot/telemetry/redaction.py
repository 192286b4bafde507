"""Takes secrets out of what is logged, whoever wrote the line."""

import re

HIDDEN = "[hidden]"
# A bot's token is three parts in base64: its id, a time and a signature.
_TOKEN = re.compile(r"\b[\w-]{18,40}\.[\w-]{5,10}\.[\w-]{25,60}(?![\w-])")
# Whoever knows the last part of these addresses may post there.
_ADDRESS = re.compile(r"((?:webhooks|interactions)/\d{1,20}/)[\w.%-]+")
_CREDENTIALS = re.compile(r"(\b[a-z][a-z0-9+.-]*://)[^\s/?#@]+@", re.IGNORECASE)
_HEADER = re.compile(
    r"(\bAuthorization['\"]?\s*[:=]\s*['\"]?)(?:(?:Bot|Bearer|Basic) )?[^\s'\",}]+", re.IGNORECASE
)
_RULES = (
    (_CREDENTIALS, rf"\1{HIDDEN}@"),
    (_ADDRESS, rf"\1{HIDDEN}"),
    (_HEADER, rf"\1{HIDDEN}"),
    (_TOKEN, HIDDEN),
)


class Redactor:
    """Hides known secrets, and whatever looks like one."""

    def __init__(self, *secrets: str | None) -> None:
        # A secret that holds another would be cut in two by it.
        self._secrets = sorted((s for s in secrets if s), key=len, reverse=True)

    def redact(self, text: str) -> str:
        """The text without secrets: tokens, addresses that let one post, names and passwords."""
        for pattern, shown in _RULES:
            text = pattern.sub(shown, text)
        for secret in self._secrets:
            text = text.replace(secret, HIDDEN)
        return text
