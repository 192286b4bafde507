"""Text taken apart into sentences."""

import re

# What ends a sentence, with the quotes and brackets that close behind it; the full stops of
# scripts without spaces need none after them.
_END = re.compile(r"""(?:[.!?…؟।]+["'”’»)\]]*(?=\s)|[。！？｡]+[”’」』）)]*)""")
# Before a full stop these end no sentence, unless one begins that can begin nothing else.
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\[“\"'])(?:mr|mrs|ms|dr|prof|sr|jr|st|sen|rep|gov|gen|col|lt|sgt|rev|hon|pres|vs|v"
    r"|etc|e\.g|i\.e|cf|al|approx|est|fig|no|nos|vol|pp|ca|inc|corp|co|ltd|bros|dept|univ|assn"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|mon|tues?|wed|thurs?|fri|sat|sun)$",
    re.IGNORECASE,
)
# "U.S.", "J. K.", "Ph.D.", "a.m."
_INITIALS = re.compile(r"(?:^|[\s(\[“\"'.])(?:[A-Za-z]|Ph\.D|[A-Za-z](?:\.[A-Za-z])+)$")
# What begins a sentence more often than it goes on after an abbreviation.
_BEGINNING = re.compile(
    r"""["“‘'(\[]?(?:The|A|An|In|On|At|It|Its|This|That|These|Those|He|She|They|We|You|I|But|And|If
    |When|While|As|For|With|According|However|Now|Today|There|What|Our|His|Her|Their|To|By|After
    |Last|Some|Most|Many|Researchers)\b""",
    re.VERBOSE,
)
_COMPANY = re.compile(r"\b(?:inc|corp|co|ltd|bros)$", re.IGNORECASE)


def split_sentences(text: str) -> list[str]:
    """The sentences of a text on one line, in order; the last may be cut off.

    Full stops of abbreviations, initials and decimals end none. What only looks like the end of
    one, before a small letter, doesn't either.
    """
    sentences, start = [], 0
    for end in _END.finditer(text):
        if _is_end(text[start : end.start()], end.group(), text[end.end() :]):
            sentences.append(text[start : end.end()].strip())
            start = end.end()
    sentences.append(text[start:].strip())
    return [sentence for sentence in sentences if sentence]


def _is_end(before: str, mark: str, after: str) -> bool:
    if mark[0] in "。！？｡":
        return True
    rest = after.lstrip()
    if not rest or rest[0].islower():
        return not rest
    if mark[0] != "." or mark.startswith(".."):
        return True
    if _INITIALS.search(before) or _ABBREVIATION.search(before):
        return _BEGINNING.match(rest) is not None and not _is_title(before)
    return True


def _is_title(before: str) -> bool:
    """Whether a name follows: "Dr. The" is none, but "J. In" is."""
    return re.search(r"(?:^|\s)[A-Z]$", before) is not None and _COMPANY.search(before) is None
