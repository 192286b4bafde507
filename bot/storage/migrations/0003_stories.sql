-- depends: 0002_index

-- Which articles tell of one event. A story is known by the id of its leading article, which every
-- member was found to be the same story as; an article that isn't in here yet is to be placed.
CREATE TABLE story_members (
  article_id INTEGER PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE,
  story_id INTEGER NOT NULL
);
CREATE INDEX story_members_by_story ON story_members (story_id, article_id);

PRAGMA user_version = 3;
