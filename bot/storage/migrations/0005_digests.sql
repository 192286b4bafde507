-- depends: 0004_topics

-- Digests (docs/adr/0011). Times are whole seconds since 1970 in UTC, but milliseconds in outbox.

-- A channel has one row at most, which is never deleted: a new id would be a new slot for a day that
-- has had its edition. `at` is in minutes after midnight, `weekdays` has bit 0 for Monday; `policy`
-- and `manner` are JSON. `awaited` is a local date, and it and `next_due` are NULL unless the
-- subscription is active. `watermark` is the id of the newest article that was offered. `ledger`
-- names all that was told so far: subscriptions with the same were told the same.
CREATE TABLE subscriptions (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  guild_id INTEGER NOT NULL,
  channel_id INTEGER NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  at INTEGER NOT NULL CHECK (at BETWEEN 0 AND 1439),
  zone TEXT NOT NULL,
  weekdays INTEGER NOT NULL CHECK (weekdays BETWEEN 1 AND 127),
  policy TEXT NOT NULL,
  manner TEXT NOT NULL,
  activity TEXT NOT NULL,
  reason TEXT NOT NULL,
  awaited TEXT,
  next_due INTEGER,
  watermark INTEGER NOT NULL DEFAULT 0,
  ledger TEXT NOT NULL DEFAULT '',
  strikes INTEGER NOT NULL DEFAULT 0,
  strike_slot TEXT,
  missing_since INTEGER
);
CREATE INDEX subscriptions_by_guild ON subscriptions (guild_id, id);
CREATE INDEX subscriptions_due ON subscriptions (next_due) WHERE next_due IS NOT NULL;

-- What was composed and rendered, stored once for all channels that get the same.
CREATE TABLE compositions (
  id INTEGER PRIMARY KEY,
  digest TEXT NOT NULL UNIQUE,
  source TEXT NOT NULL
);
CREATE TABLE composition_parts (
  composition_id INTEGER NOT NULL REFERENCES compositions (id) ON DELETE CASCADE,
  part INTEGER NOT NULL,
  body BLOB NOT NULL,
  plain BLOB NOT NULL,
  PRIMARY KEY (composition_id, part)
);
-- Position 0 leads; `heat` is JSON and says why the story has its place.
CREATE TABLE composition_stories (
  composition_id INTEGER NOT NULL REFERENCES compositions (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  part INTEGER NOT NULL,
  story_id INTEGER NOT NULL,
  heat TEXT NOT NULL,
  PRIMARY KEY (composition_id, position)
) WITHOUT ROWID;
-- Place 0 is the article that is shown, then come others that tell its story, then related ones.
CREATE TABLE composition_articles (
  composition_id INTEGER NOT NULL REFERENCES compositions (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  place INTEGER NOT NULL,
  article_id INTEGER NOT NULL,
  is_related INTEGER NOT NULL,
  PRIMARY KEY (composition_id, position, place)
) WITHOUT ROWID;
CREATE INDEX composition_articles_by_article ON composition_articles (article_id);

-- The ledger. `slot` is a local date, or `now:` and a number for one that an admin asked for.
-- `freeze_at` is when to compose a planned one, NULL after that; `offered` is the watermark before.
CREATE TABLE editions (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  subscription_id INTEGER NOT NULL REFERENCES subscriptions (id),
  slot TEXT NOT NULL,
  due INTEGER NOT NULL,
  state TEXT NOT NULL,
  freeze_at INTEGER,
  composition_id INTEGER REFERENCES compositions (id),
  offered INTEGER NOT NULL DEFAULT 0,
  UNIQUE (subscription_id, slot)
);
CREATE INDEX editions_planned ON editions (freeze_at) WHERE freeze_at IS NOT NULL;
CREATE INDEX editions_by_composition ON editions (composition_id) WHERE composition_id IS NOT NULL;

-- One row for each message; a part that waits for the one before it has a `not_before` far away.
CREATE TABLE outbox (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  edition_id INTEGER NOT NULL REFERENCES editions (id) ON DELETE CASCADE,
  part INTEGER NOT NULL,
  nonce TEXT NOT NULL,
  due INTEGER NOT NULL,
  not_before INTEGER NOT NULL,
  state TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  attempted INTEGER,
  doubt_since INTEGER,
  must_look INTEGER NOT NULL,
  is_plain INTEGER NOT NULL,
  takes_nonce INTEGER NOT NULL,
  message_id INTEGER,
  cause TEXT,
  UNIQUE (edition_id, part)
);
CREATE INDEX outbox_pending ON outbox (not_before, id) WHERE state = 'pending';
CREATE INDEX outbox_sending ON outbox (id) WHERE state = 'sending';
CREATE INDEX outbox_by_message ON outbox (message_id) WHERE message_id IS NOT NULL;

-- Local dates that had no edition, and why. An edition of the date removes its miss.
CREATE TABLE misses (
  subscription_id INTEGER NOT NULL REFERENCES subscriptions (id),
  local_date TEXT NOT NULL,
  due INTEGER NOT NULL,
  noticed INTEGER NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (subscription_id, local_date)
);

-- Who found an edition of no use.
CREATE TABLE feedback (
  edition_id INTEGER NOT NULL REFERENCES editions (id) ON DELETE CASCADE,
  user_id INTEGER NOT NULL,
  made_at INTEGER NOT NULL,
  PRIMARY KEY (edition_id, user_id)
);

-- What the last tick knew of time; one row.
CREATE TABLE ticks (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  now INTEGER NOT NULL,
  zone_data TEXT NOT NULL
);

PRAGMA user_version = 5;
