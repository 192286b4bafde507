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
-- at each domain (2; the name is the domain, a space, and the source). Kept by triggers, since
-- counting a million articles takes seconds and every key that a member types asks for it.
CREATE TABLE tallies (
  kind INTEGER NOT NULL,
  guild_id INTEGER NOT NULL,
  name TEXT NOT NULL,
  articles INTEGER NOT NULL,
  PRIMARY KEY (kind, guild_id, name)
) WITHOUT ROWID;

CREATE TRIGGER article_added AFTER INSERT ON articles WHEN NOT new.is_removed
BEGIN
  INSERT INTO tallies VALUES (1, new.guild_id, new.provider, 1), (2, new.guild_id, new.domain || ' ' || new.provider, 1)
  ON CONFLICT DO UPDATE SET articles = articles + 1;
END;

CREATE TRIGGER article_left BEFORE DELETE ON articles
BEGIN
  DELETE FROM article_topics WHERE article_id = old.id;
  UPDATE tallies SET articles = articles - 1
  WHERE NOT old.is_removed AND guild_id = old.guild_id
  AND (kind = 1 AND name = old.provider OR kind = 2 AND name = old.domain || ' ' || old.provider);
END;

CREATE TRIGGER article_changed AFTER UPDATE OF provider, domain, guild_id, is_removed ON articles
WHEN old.provider <> new.provider OR old.domain <> new.domain
OR old.guild_id <> new.guild_id OR old.is_removed <> new.is_removed
BEGIN
  UPDATE tallies SET articles = articles - 1
  WHERE NOT old.is_removed AND guild_id = old.guild_id
  AND (kind = 1 AND name = old.provider OR kind = 2 AND name = old.domain || ' ' || old.provider
  OR kind = 0 AND name IN (SELECT name FROM article_topics JOIN topics ON topics.id = topic_id WHERE article_id = old.id));
  INSERT INTO tallies
  SELECT 1, new.guild_id, new.provider, 1 WHERE NOT new.is_removed
  UNION ALL SELECT 2, new.guild_id, new.domain || ' ' || new.provider, 1 WHERE NOT new.is_removed
  UNION ALL SELECT 0, new.guild_id, name, 1 FROM article_topics JOIN topics ON topics.id = topic_id
  WHERE article_id = new.id AND NOT new.is_removed
  ON CONFLICT DO UPDATE SET articles = articles + 1;
END;

CREATE TRIGGER topic_added AFTER INSERT ON article_topics
BEGIN
  INSERT INTO tallies
  SELECT 0, guild_id, name, 1 FROM articles JOIN topics ON topics.id = new.topic_id
  WHERE articles.id = new.article_id AND NOT is_removed
  ON CONFLICT DO UPDATE SET articles = articles + 1;
END;

CREATE TRIGGER topic_left AFTER DELETE ON article_topics
BEGIN
  UPDATE tallies SET articles = articles - 1
  WHERE kind = 0 AND name = (SELECT name FROM topics WHERE id = old.topic_id)
  AND guild_id = (SELECT guild_id FROM articles WHERE id = old.article_id AND NOT is_removed);
END;

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
