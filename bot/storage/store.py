"""The store: every table of one database, read at any time, written in a transaction."""

from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from bot.errors import StorageError
from bot.storage.arrivals import Arrivals
from bot.storage.articles import Articles
from bot.storage.bodies import Bodies
from bot.storage.briefings import Briefings
from bot.storage.candidates import Candidates
from bot.storage.claims import Claims
from bot.storage.compositions import Compositions
from bot.storage.daily_figures import DailyFigures
from bot.storage.database import Connection, Database, open_database, open_reader, require_file
from bot.storage.departures import Departures
from bot.storage.desk_acts import DeskActs
from bot.storage.desk_addresses import DeskAddresses
from bot.storage.desk_articles import DeskArticles
from bot.storage.desk_conflicts import DeskConflicts
from bot.storage.desk_records import DeskRecords
from bot.storage.desk_settings import DeskSettingsTable
from bot.storage.desk_subjects import DeskSubjects
from bot.storage.digest_counts import DigestCounts
from bot.storage.due_dates import DueDates
from bot.storage.edited_parts import EditedParts
from bot.storage.edition_records import EditionRecords
from bot.storage.editions import Editions
from bot.storage.exports import Exports
from bot.storage.facts import Facts
from bot.storage.feedback import Feedback
from bot.storage.files import Files
from bot.storage.filters import Filtered
from bot.storage.guild_rows import GuildRows
from bot.storage.hidden_articles import HiddenArticles
from bot.storage.index import Index
from bot.storage.indexing import Indexing
from bot.storage.inspection import Inspection
from bot.storage.known_topics import KnownTopics
from bot.storage.leads import Leads
from bot.storage.message_edits import MessageEdits
from bot.storage.misses import Misses
from bot.storage.neighbours import Neighbours
from bot.storage.notices import Notices
from bot.storage.outbox import Outbox
from bot.storage.own_material import OwnMaterial
from bot.storage.own_stories import OwnStories
from bot.storage.reports import Reports
from bot.storage.result_lists import ResultLists
from bot.storage.review_cards import ReviewCards
from bot.storage.shown_articles import ShownArticles
from bot.storage.statements import Statements
from bot.storage.stories import Stories
from bot.storage.story_rulings import StoryRulings
from bot.storage.submissions import Submissions
from bot.storage.subscriptions import Subscriptions
from bot.storage.tallies import Tallies
from bot.storage.ticks import Ticks
from bot.storage.titles import Titles
from bot.storage.told_articles import ToldArticles
from bot.storage.topic_aliases import TopicAliases
from bot.storage.topic_models import TopicModels
from bot.storage.topics import Topics
from bot.storage.trends import Trends
from bot.storage.unplaced_articles import UnplacedArticles
from bot.storage.vitals import VitalSigns
from bot.storage.volumes import Volumes
from bot.storage.weights import Weights

P = ParamSpec("P")
T = TypeVar("T")


class Tables:
    """Every table as one connection sees it."""

    def __init__(self, connection: Connection) -> None:  # noqa: PLR0915 - a table a line
        self._connection = connection
        self.arrivals = Arrivals(connection)
        self.articles = Articles(connection)
        self.bodies = Bodies(connection)
        self.briefings = Briefings(connection)
        self.candidates = Candidates(connection)
        self.claims = Claims(connection)
        self.compositions = Compositions(connection)
        self.departures = Departures(connection)
        self.desk_acts = DeskActs(connection)
        self.desk_addresses = DeskAddresses(connection)
        self.desk_articles = DeskArticles(connection)
        self.desk_conflicts = DeskConflicts(connection)
        self.desk_records = DeskRecords(connection)
        self.desk_subjects = DeskSubjects(connection)
        self.desk_settings = DeskSettingsTable(connection)
        self.daily_figures = DailyFigures(connection)
        self.digest_counts = DigestCounts(connection)
        self.due_dates = DueDates(connection)
        self.edited_parts = EditedParts(connection)
        self.edition_records = EditionRecords(connection)
        self.editions = Editions(connection)
        self.exports = Exports(connection)
        self.facts = Facts(connection)
        self.feedback = Feedback(connection)
        self.files = Files(connection)
        self.filtered = Filtered(connection)
        self.guild_rows = GuildRows(connection)
        self.hidden = HiddenArticles(connection)
        self.index = Index(connection)
        self.indexing = Indexing(connection)
        self.inspection = Inspection(connection)
        self.known_topics = KnownTopics(connection)
        self.leads = Leads(connection)
        self.message_edits = MessageEdits(connection)
        self.misses = Misses(connection)
        self.neighbours = Neighbours(connection, self.index)
        self.notices = Notices(connection)
        self.outbox = Outbox(connection)
        self.own_material = OwnMaterial(connection)
        self.own_stories = OwnStories(connection)
        self.reports = Reports(connection)
        self.result_lists = ResultLists(connection)
        self.review_cards = ReviewCards(connection)
        self.shown_articles = ShownArticles(connection)
        self.statements = Statements(connection)
        self.stories = Stories(connection)
        self.story_rulings = StoryRulings(connection)
        self.submissions = Submissions(connection)
        self.subscriptions = Subscriptions(connection)
        self.tallies = Tallies(connection)
        self.ticks = Ticks(connection)
        self.titles = Titles(connection)
        self.told_articles = ToldArticles(connection)
        self.topic_aliases = TopicAliases(connection)
        self.topic_models = TopicModels(connection)
        self.topics = Topics(connection)
        self.trends = Trends(connection)
        self.unplaced = UnplacedArticles(connection)
        self.vitals = VitalSigns(connection)
        self.volumes = Volumes(connection)
        self.weights = Weights(connection)

    async def at_once(
        self, work: Callable[P, Coroutine[Any, Any, T]], *args: P.args, **named: P.kwargs
    ) -> T:
        """Do work that waits for nothing but these tables in one round trip to their thread.

        RuntimeError if it waits for anything else. Where it is done there already, it is just done.
        """
        return await self._connection.at_once(work, *args, **named)


class Store(Tables):
    """An open database: its own tables read, those that `writing` yields also write.

    `met_damage` is set once a statement failed as it does on a damaged file.
    """

    def __init__(self, database: Database) -> None:
        super().__init__(database.reader)
        self._database = database
        self.met_damage = database.met_damage

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Tables]:
        """A transaction: what is done to the tables in it happens as one, or not at all."""
        async with self._database.writing() as connection:
            yield Tables(connection)

    async def write(
        self, work: Callable[[Tables], Coroutine[Any, Any, T]], *, is_durable: bool = False
    ) -> T:
        """A transaction likewise, in one go in the connection's thread.

        The work can't wait for anything but its tables; RuntimeError if it does. A durable one
        outlives a power cut from when this returns.
        """
        return await self._database.write(
            lambda connection: work(Tables(connection)), is_durable=is_durable
        )


@asynccontextmanager
async def open_archive(path: Path) -> AsyncIterator[Tables]:
    """The tables of an archive that is there, to be read only; else StorageError.

    So too where its index isn't made as this version does.
    """
    async with open_reader(path) as connection:
        tables = Tables(connection)
        if not await tables.indexing.is_current():
            raise StorageError(path, "its index is of an older version; run `newsdesk reindex`")
        yield tables


@asynccontextmanager
async def open_snapshot(path: Path) -> AsyncIterator[Tables]:
    """The tables likewise, as they are now whatever is written meanwhile; whatever the index is."""
    async with open_reader(path) as connection, connection.snapshot():
        yield Tables(connection)


@asynccontextmanager
async def open_store(path: Path, *, creates: bool = True) -> AsyncIterator[Store]:
    """The store in the file at this path; StorageError where it can't be opened or written.

    Without `creates`, also where there is no file.
    """
    if not creates:
        require_file(path)
    async with open_database(path) as database:
        yield Store(database)
