"""The tables of the archive: what files state, the articles made of it, and what finds them."""

from bot.storage.articles import Articles
from bot.storage.bodies import Bodies
from bot.storage.briefings import Briefings
from bot.storage.daily_figures import DailyFigures
from bot.storage.database import Connection
from bot.storage.exports import Exports
from bot.storage.facts import Facts
from bot.storage.files import Files
from bot.storage.filters import Filtered
from bot.storage.index import Index
from bot.storage.indexing import Indexing
from bot.storage.inspection import Inspection
from bot.storage.known_topics import KnownTopics
from bot.storage.leads import Leads
from bot.storage.neighbours import Neighbours
from bot.storage.reports import Reports
from bot.storage.result_lists import ResultLists
from bot.storage.statements import Statements
from bot.storage.stories import Stories
from bot.storage.tallies import Tallies
from bot.storage.titles import Titles
from bot.storage.topic_models import TopicModels
from bot.storage.topics import Topics
from bot.storage.trends import Trends
from bot.storage.unplaced_articles import UnplacedArticles
from bot.storage.vitals import VitalSigns
from bot.storage.volumes import Volumes


class ArchiveTables:
    """These tables as one connection sees them."""

    def __init__(self, connection: Connection) -> None:
        self.articles = Articles(connection)
        self.bodies = Bodies(connection)
        self.briefings = Briefings(connection)
        self.daily_figures = DailyFigures(connection)
        self.exports = Exports(connection)
        self.facts = Facts(connection)
        self.files = Files(connection)
        self.filtered = Filtered(connection)
        self.index = Index(connection)
        self.indexing = Indexing(connection)
        self.inspection = Inspection(connection)
        self.known_topics = KnownTopics(connection)
        self.leads = Leads(connection)
        self.neighbours = Neighbours(connection, self.index)
        self.reports = Reports(connection)
        self.result_lists = ResultLists(connection)
        self.statements = Statements(connection)
        self.stories = Stories(connection)
        self.tallies = Tallies(connection)
        self.titles = Titles(connection)
        self.topic_models = TopicModels(connection)
        self.topics = Topics(connection)
        self.trends = Trends(connection)
        self.unplaced = UnplacedArticles(connection)
        self.vitals = VitalSigns(connection)
        self.volumes = Volumes(connection)
