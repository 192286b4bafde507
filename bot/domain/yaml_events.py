"""The thorough reader of front matter: all of YAML but what only an attack would use.

Values are built from PyYAML's event stream, so that no tag runs code, no alias multiplies, no
nesting recurses, and no string becomes something else ("NO" stays "NO").
"""

from collections.abc import Iterator

import yaml

from bot.domain.yaml_lines import Fields, Value
from bot.errors import DocumentError

# Honest files nest 5 deep and hold some 3,500 values (179 related entries of about 20 each).
_MAX_DEPTH = 16
_MAX_VALUES = 100_000
_LOADER = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_DEFAULT_TAGS = (None, "!", "tag:yaml.org,2002:str")

_Container = list[Value] | dict[str, Value]


def read_events(text: str, *, first_line: int = 1) -> Fields:
    """The mapping that the text states; DocumentError with the line where it can't be taken.

    `first_line` is the number of the text's first line in its file.
    """
    try:
        return _Builder(first_line).build(yaml.parse(text, Loader=_LOADER))
    except yaml.MarkedYAMLError as error:
        # A quote that is never closed is met at the end, and to be mended where it opens.
        is_open = error.context_mark and "end of stream" in (error.problem or "")
        mark = error.context_mark if is_open else error.problem_mark
        line = first_line + (mark.line if mark else 0)
        raise _invalid(error.problem or error.context or "", line) from None
    except yaml.YAMLError as error:
        raise _invalid(str(error).partition("\n")[0], first_line) from None


def _invalid(problem: str, line: int) -> DocumentError:
    return DocumentError(f"not valid YAML: {problem}; mend the line or quote its text", line)


class _Builder:
    """Builds one document's value, holding the open containers on a stack of its own."""

    def __init__(self, first_line: int) -> None:
        self._first_line = first_line
        self._open: list[_Container] = []
        self._keys: list[str | None] = []
        self._values = 0
        self._root: Value = None

    def build(self, events: Iterator[yaml.Event]) -> Fields:
        for event in events:
            self._take(event)
        if not isinstance(self._root, dict):
            raise DocumentError(
                "the front matter is no mapping; write one `key: value` a line", self._first_line
            )
        return self._root

    def _take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise self._refusal(event, "anchors and aliases are not taken; write the value out")
        if isinstance(event, yaml.NodeEvent):
            self._count(event)
        if isinstance(event, yaml.ScalarEvent):
            self._put(event, _scalar(event))
        elif isinstance(event, yaml.CollectionStartEvent):
            self._enter(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._open.pop()
            self._keys.pop()

    def _count(self, event: yaml.NodeEvent) -> None:
        self._values += 1
        if self._values > _MAX_VALUES:
            raise self._refusal(event, f"more than {_MAX_VALUES:,} values; split the file")
        tag = getattr(event, "tag", None)
        if tag not in _DEFAULT_TAGS:
            raise self._refusal(event, f"the tag {tag} is not taken; leave it out")

    def _enter(self, event: yaml.CollectionStartEvent) -> None:
        if len(self._open) >= _MAX_DEPTH:
            raise self._refusal(event, f"nested deeper than {_MAX_DEPTH} levels; flatten it")
        container: _Container = {} if isinstance(event, yaml.MappingStartEvent) else []
        self._put(event, container)
        self._open.append(container)
        self._keys.append(None)

    def _put(self, event: yaml.NodeEvent, value: Value) -> None:
        if not self._open:
            self._root = value
            return
        container = self._open[-1]
        if isinstance(container, list):
            container.append(value)
        elif self._keys[-1] is None:
            self._keys[-1] = self._key(event, value, container)
        else:
            container[self._keys[-1]] = value
            self._keys[-1] = None

    def _key(self, event: yaml.NodeEvent, value: Value, container: dict[str, Value]) -> str:
        if value is not None and not isinstance(value, str):
            raise self._refusal(event, "a key must be a word, not a list or mapping")
        key = value or ""
        if key in container:
            raise self._refusal(event, f"the key `{key}` stands twice; keep one")
        return key

    def _refusal(self, event: yaml.Event, reason: str) -> DocumentError:
        below = event.start_mark.line if event.start_mark else 0
        return DocumentError(reason, self._first_line + below)


def _scalar(event: yaml.ScalarEvent) -> str | None:
    is_plain = event.style is None or event.style == ""
    return None if is_plain and event.value in _NULL else str(event.value)
