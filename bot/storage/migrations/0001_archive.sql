-- The archive: what files state, the articles merged from it, and the index that finds them.
-- Times are whole seconds since 1970 in UTC. guild_id 0 is the archive that all servers share.

CREATE TABLE files (
  id INTEGER PRIMARY KEY,
  path TEXT NOT NULL UNIQUE,
  digest BLOB NOT NULL
);

CREATE TABLE faults (
  file_id INTEGER NOT NULL REFERENCES files (id) ON DELETE CASCADE,
  line INTEGER,
  reason TEXT NOT NULL
);
CREATE INDEX faults_by_file ON faults (file_id);

CREATE TABLE articles (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  guild_id INTEGER NOT NULL DEFAULT 0,
  key TEXT NOT NULL,
  digest BLOB NOT NULL,
  url TEXT NOT NULL,
  title TEXT NOT NULL,
  excerpt TEXT NOT NULL,
  provider TEXT NOT NULL,
  domain TEXT NOT NULL,
  kind TEXT NOT NULL,
  category TEXT NOT NULL,
  locale TEXT NOT NULL,
  quality INTEGER NOT NULL,
  heat INTEGER NOT NULL,
  is_featured INTEGER NOT NULL,
  is_removed INTEGER NOT NULL,
  has_file INTEGER NOT NULL,
  published INTEGER NOT NULL,
  updated INTEGER,
  topics_inferred INTEGER NOT NULL,
  tags TEXT NOT NULL,
  images TEXT NOT NULL,
  body TEXT NOT NULL,
  UNIQUE (guild_id, key)
);
CREATE INDEX articles_by_published ON articles (published);
CREATE INDEX articles_by_provider ON articles (provider);

CREATE TABLE topics (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
);

CREATE TABLE article_topics (
  article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  topic_id INTEGER NOT NULL REFERENCES topics (id),
  PRIMARY KEY (article_id, position)
) WITHOUT ROWID;
CREATE INDEX article_topics_by_topic ON article_topics (topic_id);

-- What a document states of one article; the same entry in many files is one row.
CREATE TABLE statements (
  id INTEGER PRIMARY KEY,
  digest TEXT NOT NULL UNIQUE,
  key TEXT NOT NULL,
  is_own INTEGER NOT NULL,
  topics TEXT NOT NULL,
  data TEXT NOT NULL,
  article_id INTEGER REFERENCES articles (id) ON DELETE SET NULL
);
CREATE INDEX statements_by_key ON statements (key);
CREATE INDEX statements_by_article ON statements (article_id);

-- AMP copies that a statement names: all that share one are the same article.
CREATE TABLE twins (
  statement_id INTEGER NOT NULL REFERENCES statements (id) ON DELETE CASCADE,
  twin TEXT NOT NULL,
  PRIMARY KEY (statement_id, twin)
) WITHOUT ROWID;
CREATE INDEX twins_by_twin ON twins (twin);

-- Position 0 is the file's own article, 1 and up its related list in order.
CREATE TABLE mentions (
  file_id INTEGER NOT NULL REFERENCES files (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  statement_id INTEGER NOT NULL REFERENCES statements (id),
  PRIMARY KEY (file_id, position)
) WITHOUT ROWID;
CREATE INDEX mentions_by_statement ON mentions (statement_id, position);

-- Plain texts: article_id is empty while nobody knows whose body it is.
CREATE TABLE bodies (
  file_id INTEGER PRIMARY KEY REFERENCES files (id) ON DELETE CASCADE,
  sections TEXT NOT NULL,
  article_id INTEGER REFERENCES articles (id) ON DELETE SET NULL
);
CREATE INDEX bodies_by_article ON bodies (article_id);

-- Words come folded from bot.domain.words, separated by spaces; marks of Thai and Indic scripts
-- belong to words. The rowid is the article's id; removed articles are not in it.
CREATE VIRTUAL TABLE article_words USING fts5 (
  title, excerpt, body, topics, source,
  tokenize = "unicode61 remove_diacritics 0 categories 'L* N* M* Co'"
);
CREATE VIRTUAL TABLE article_vocabulary USING fts5vocab (article_words, 'row');

-- Answers to /news that buttons page through, forgotten after seven days.
CREATE TABLE result_lists (
  id TEXT PRIMARY KEY,
  guild_id INTEGER NOT NULL,
  made_at INTEGER NOT NULL,
  data TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX result_lists_by_age ON result_lists (made_at);

-- Single values that outlive a process, such as the digest of the commands synced last.
CREATE TABLE facts (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;

-- "NEWS": tells the file from a database of another program.
PRAGMA application_id = 1313167187;
PRAGMA user_version = 1;
