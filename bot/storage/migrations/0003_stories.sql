-- depends: 0002_index

-- Which articles tell of one event. A story is known by the id of its leading article, which every
-- member was found to be the same story as.
CREATE TABLE story_members (
  article_id INTEGER PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE,
  story_id INTEGER NOT NULL
);
CREATE INDEX story_members_by_story ON story_members (story_id, article_id);

-- Articles that are new or changed, and those whose leader is: they wait to be placed in a story.
CREATE TABLE unplaced_articles (
  article_id INTEGER PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE
);
INSERT INTO unplaced_articles SELECT id FROM articles WHERE NOT is_removed;

-- What people ruled of two articles, by their keys, the lesser first, so that it outlives what is
-- loaded anew. `verdict` is 1 for one story, -1 for two, 0 for whatever the rule finds; the latest
-- holds, and no row is ever changed.
CREATE TABLE story_rulings (
  id INTEGER PRIMARY KEY,
  one_key TEXT NOT NULL,
  other_key TEXT NOT NULL,
  verdict INTEGER NOT NULL,
  made_at INTEGER NOT NULL,
  made_by INTEGER
);

PRAGMA user_version = 3;
