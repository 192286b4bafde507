"""The tables of the desk: its log, what is made of it, and what servers have of their own."""

from bot.storage.database import Connection
from bot.storage.departures import Departures
from bot.storage.desk_acts import DeskActs
from bot.storage.desk_addresses import DeskAddresses
from bot.storage.desk_articles import DeskArticles
from bot.storage.desk_conflicts import DeskConflicts
from bot.storage.desk_records import DeskRecords
from bot.storage.desk_settings import DeskSettingsTable
from bot.storage.desk_subjects import DeskSubjects
from bot.storage.guild_rows import GuildRows
from bot.storage.hidden_articles import HiddenArticles
from bot.storage.notices import Notices
from bot.storage.own_stories import OwnStories
from bot.storage.review_cards import ReviewCards
from bot.storage.shown_articles import ShownArticles
from bot.storage.story_rulings import StoryRulings
from bot.storage.submissions import Submissions
from bot.storage.topic_aliases import TopicAliases
from bot.storage.weights import Weights


class DeskTables:
    """These tables as one connection sees them."""

    def __init__(self, connection: Connection) -> None:
        self.departures = Departures(connection)
        self.desk_acts = DeskActs(connection)
        self.desk_addresses = DeskAddresses(connection)
        self.desk_articles = DeskArticles(connection)
        self.desk_conflicts = DeskConflicts(connection)
        self.desk_records = DeskRecords(connection)
        self.desk_settings = DeskSettingsTable(connection)
        self.desk_subjects = DeskSubjects(connection)
        self.guild_rows = GuildRows(connection)
        self.hidden = HiddenArticles(connection)
        self.notices = Notices(connection)
        self.own_stories = OwnStories(connection)
        self.review_cards = ReviewCards(connection)
        self.shown_articles = ShownArticles(connection)
        self.story_rulings = StoryRulings(connection)
        self.submissions = Submissions(connection)
        self.topic_aliases = TopicAliases(connection)
        self.weights = Weights(connection)
