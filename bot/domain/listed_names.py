"""Several names in one text, with commas between them."""


def split_names(text: str) -> tuple[str, ...]:
    """The names of a list such as "AI, Robotics", each once."""
    names = (
        " ".join(name.split()) for name in text.replace(";", ",").replace("\n", ",").split(",")
    )
    distinct: dict[str, str] = {}
    for name in names:
        if name:
            distinct.setdefault(name.casefold(), name)
    return tuple(distinct.values())


def split_last(text: str) -> tuple[tuple[str, ...], str]:
    """The names before the last comma, and what is being typed after it."""
    done, comma, typed = text.rpartition(",")
    return (split_names(done) if comma else ()), typed.strip()
