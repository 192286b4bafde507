"""Look whether each desk's log makes what is stored of it, and whether readers are told that."""

from collections.abc import Iterable, Iterator
from itertools import islice

from bot.domain.desk_act import Subject, SubmissionState, WeightState
from bot.domain.desk_address import moved_to
from bot.domain.desk_state import DeskLogError, Record, replay
from bot.domain.health import Aspect, Check, Finding
from bot.domain.newsroom import ARCHIVE
from bot.services.lay_desks_over import Laid, lay_desks_over
from bot.services.merge_articles import numbered_articles
from bot.services.merge_versions import is_changed, numbered_versions, place_of
from bot.services.read_stated import Stated, read_stated
from bot.storage.desk_addresses import AddressRow
from bot.storage.store import Tables
from bot.storage.submissions import SubmissionRow, submission_row
from bot.storage.weights import StoredWeight, stored_weight

# Of so many articles all statements are held in memory.
_BATCH = 500
_ALL = 1 << 60


async def check_desks(tables: Tables) -> list[Check]:
    """What is wrong of logs and records, and of what is made of the records."""
    log, made = Finding(Aspect.DESK_LOG), Finding(Aspect.DESK_MADE)
    records = await _check_logs(tables, log)
    weights, submissions, addresses = _rows_of(records)
    _compare(made, weights, await tables.weights.all())
    _compare(made, submissions, await tables.submissions.all())
    _compare(made, addresses, await tables.desk_addresses.all())
    await _check_articles(tables, made)
    return [log.check(), made.check()]


async def _check_logs(tables: Tables, log: Finding) -> dict[int, dict[Subject, Record]]:
    """Look at every desk; what is stored of each."""
    stored = {}
    for desk_id in sorted({*await tables.desk_acts.desks(), *await tables.desk_records.desks()}):
        stored[desk_id] = await tables.desk_records.all(desk_id)
        try:
            desk = replay(await tables.desk_acts.after(desk_id, 0, limit=_ALL))
        except DeskLogError as error:
            log.look(f"{desk_name(desk_id)}: {error}", is_right=False)
            continue
        for subject in sorted(desk.records.keys() | stored[desk_id].keys()):
            is_right = desk.records.get(subject) == stored[desk_id].get(subject)
            log.look(f"{desk_name(desk_id)}: {subject.kind} {subject.name}", is_right=is_right)
    return stored


def _rows_of(
    desks: dict[int, dict[Subject, Record]],
) -> tuple[set[StoredWeight], set[SubmissionRow], set[AddressRow]]:
    """The rows that the records make."""
    weights, submissions, addresses = set(), set(), set()
    for desk_id, records in desks.items():
        for subject, record in records.items():
            if isinstance(record.state, WeightState):
                target, _, name = subject.name.partition(" ")
                weights.add(stored_weight(desk_id, target, name, record.state))
            elif isinstance(record.state, SubmissionState):
                submissions.add(submission_row(desk_id, int(subject.name), record.state))
            elif (address := moved_to(subject.name, record.state)) is not None:
                addresses.add(AddressRow(desk_id, subject.name, address))
    return weights, submissions, addresses


def _compare(
    made: Finding,
    wanted: set[StoredWeight] | set[SubmissionRow] | set[AddressRow],
    stored: set[StoredWeight] | set[SubmissionRow] | set[AddressRow],
) -> None:
    for row in sorted({tuple(row) for row in (*wanted, *stored)}, key=str):
        is_right = row in wanted and row in stored
        made.look(f"{desk_name(row[0])}: {' '.join(map(str, row[1:]))}", is_right=is_right)


async def _check_articles(tables: Tables, made: Finding) -> None:
    hidden = await tables.desk_articles.hidden()
    conflicts = await tables.desk_conflicts.all()
    own = {(row.guild_id, row.key): row for row in await tables.desk_articles.own()}
    shown = {place for place, row in own.items() if not row.is_removed}
    keys = {*await tables.desk_records.keys_of_articles()}
    keys |= {key for _, key in hidden | conflicts | shown}
    for batch in _batches(sorted(keys)):
        stated = await read_stated(tables, batch)
        records = await tables.desk_records.of_articles(stated.roots)
        laid = lay_desks_over(stated, records)
        shared_ids = _look_at_shared(made, stated, laid)
        versions = numbered_versions(laid, own, shared_ids, 0)
        wrong = {place_of(a) for a in versions if is_changed(a, own.get(place_of(a)))}
        visible = {place for place, a in laid.own.items() if not a.statement.is_removed}
        pairs = ((visible, shown), (laid.hidden, hidden), (laid.conflicts, conflicts))
        for wanted, stored in pairs:
            wrong |= wanted ^ {place for place in stored if place[1] in stated.roots}
        for desk_id, key in sorted(wrong | laid.own.keys() | laid.hidden | laid.conflicts):
            made.look(f"{desk_name(desk_id)}: article {key}", is_right=(desk_id, key) not in wrong)


def _look_at_shared(made: Finding, stated: Stated, laid: Laid) -> dict[str, int]:
    """The ids of shared articles; one that isn't there has none, and is wrong."""
    for article in numbered_articles(laid.shared, stated.known, 0):
        key = article.merged.statement.key
        known = stated.known.get(key)
        is_right = known is not None and known.digest == article.digest
        made.look(f"{desk_name(ARCHIVE)}: article {key}", is_right=is_right)
    for key in stated.known.keys() - laid.shared.keys():
        is_right = stated.known[key].is_removed
        made.look(f"{desk_name(ARCHIVE)}: article {key}", is_right=is_right)
    return {key: stated.known[key].id for key in laid.shared if key in stated.known}


def _batches(keys: Iterable[str]) -> Iterator[list[str]]:
    remaining = iter(keys)
    while batch := list(islice(remaining, _BATCH)):
        yield batch


def desk_name(desk_id: int) -> str:
    """What a desk is called."""
    return "desk of the archive" if desk_id == ARCHIVE else f"desk of server {desk_id}"
