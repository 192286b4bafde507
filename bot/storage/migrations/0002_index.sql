-- depends: 0001_archive

-- An index of our own in place of FTS5 (docs/adr/0006). It is filled by what opens the database.
DROP TABLE article_vocabulary;
DROP TABLE article_words;

-- Every folded word that an article holds or held; `titles` counts the articles that have it in
-- their title, `others` those that have it elsewhere only. `version` is that of the index at the
-- word's last change.
CREATE TABLE words (
  id INTEGER PRIMARY KEY,
  word TEXT NOT NULL UNIQUE,
  titles INTEGER NOT NULL,
  others INTEGER NOT NULL,
  version INTEGER NOT NULL
);
CREATE INDEX words_by_version ON words (version);

-- Blocks of ascending article ids, as 32-bit little-endian numbers. The key is the list's number
-- (twice the word's id, plus one for articles that have the word elsewhere) times 2^32, plus the
-- block's first article id.
CREATE TABLE postings (
  key INTEGER PRIMARY KEY,
  ids BLOB NOT NULL
);

-- Each visible article's words in order, as ids of words; `start` is how the folded title begins.
CREATE TABLE article_words (
  article_id INTEGER PRIMARY KEY,
  start TEXT NOT NULL,
  title BLOB NOT NULL,
  excerpt BLOB NOT NULL,
  topics BLOB NOT NULL,
  rest BLOB NOT NULL
);
CREATE INDEX article_words_by_start ON article_words (start, article_id);

-- How many visible articles there are of each topic (kind 0), of each source (1), and of each source
-- at each domain (2; the name is the domain, a space, and the source).
CREATE TABLE tallies (
  kind INTEGER NOT NULL,
  guild_id INTEGER NOT NULL,
  name TEXT NOT NULL,
  articles INTEGER NOT NULL,
  PRIMARY KEY (kind, guild_id, name)
) WITHOUT ROWID;

INSERT INTO tallies
SELECT 1, guild_id, provider, count(*) FROM articles WHERE NOT is_removed GROUP BY guild_id, provider
UNION ALL SELECT 2, guild_id, domain || ' ' || provider, count(*) FROM articles WHERE NOT is_removed GROUP BY guild_id, domain, provider
UNION ALL SELECT 0, guild_id, name, count(*) FROM articles
JOIN article_topics ON article_id = articles.id JOIN topics ON topics.id = topic_id
WHERE NOT is_removed GROUP BY guild_id, name;

-- The text that was asked for, where others may be offered it, and a mark that tells members apart
-- for this text alone.
ALTER TABLE result_lists ADD COLUMN asked TEXT NOT NULL DEFAULT '';
ALTER TABLE result_lists ADD COLUMN asker BLOB NOT NULL DEFAULT x'';
CREATE INDEX result_lists_by_asked ON result_lists (guild_id, asked, asker);

-- An archive with articles is indexed anew when it is opened next; an empty one is up to date.
INSERT INTO facts (name, value) SELECT 'index_format', '1' WHERE NOT EXISTS (SELECT 1 FROM articles);

PRAGMA user_version = 2;
