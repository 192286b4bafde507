"""The tables of digests: who gets what when, and every message on its way."""

from bot.storage.arrivals import Arrivals
from bot.storage.candidates import Candidates
from bot.storage.claims import Claims
from bot.storage.compositions import Compositions
from bot.storage.database import Connection
from bot.storage.digest_counts import DigestCounts
from bot.storage.due_dates import DueDates
from bot.storage.edited_parts import EditedParts
from bot.storage.edition_records import EditionRecords
from bot.storage.editions import Editions
from bot.storage.feedback import Feedback
from bot.storage.message_edits import MessageEdits
from bot.storage.misses import Misses
from bot.storage.outbox import Outbox
from bot.storage.own_material import OwnMaterial
from bot.storage.subscriptions import Subscriptions
from bot.storage.ticks import Ticks
from bot.storage.told_articles import ToldArticles


class DigestTables:
    """These tables as one connection sees them."""

    def __init__(self, connection: Connection) -> None:
        self.arrivals = Arrivals(connection)
        self.candidates = Candidates(connection)
        self.claims = Claims(connection)
        self.compositions = Compositions(connection)
        self.digest_counts = DigestCounts(connection)
        self.due_dates = DueDates(connection)
        self.edited_parts = EditedParts(connection)
        self.edition_records = EditionRecords(connection)
        self.editions = Editions(connection)
        self.feedback = Feedback(connection)
        self.message_edits = MessageEdits(connection)
        self.misses = Misses(connection)
        self.outbox = Outbox(connection)
        self.own_material = OwnMaterial(connection)
        self.subscriptions = Subscriptions(connection)
        self.ticks = Ticks(connection)
        self.told_articles = ToldArticles(connection)
