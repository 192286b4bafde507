"""Which keys are one article, because their statements share an AMP copy."""

from collections.abc import Iterable


def group_keys(keys: Iterable[str], twins: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Each key with the key of its article: the shortest, then first, that is no AMP copy.

    `twins` are pairs of a key and the key of an AMP copy that its statement names.
    """
    parent: dict[str, str] = {}
    copies = set()
    for key in keys:
        _root(parent, key)
    for key, twin in twins:
        copies.add(twin)
        parent[_root(parent, twin)] = _root(parent, key)
    groups: dict[str, list[str]] = {}
    for key in tuple(parent):
        groups.setdefault(_root(parent, key), []).append(key)
    return {key: _chosen(members, copies) for members in groups.values() for key in members}


def _chosen(members: list[str], copies: set[str]) -> str:
    return min(members, key=lambda key: (key in copies, len(key), key))


def _root(parent: dict[str, str], key: str) -> str:
    root = parent.setdefault(key, key)
    while root != parent[root]:
        root = parent[root]
    parent[key] = root
    return root
