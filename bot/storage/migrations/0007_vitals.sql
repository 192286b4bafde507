-- depends: 0006_desk

-- What tells how well the bot is is asked every few seconds.
CREATE INDEX misses_by_noticed ON misses (noticed);
CREATE INDEX outbox_unknown ON outbox (id) WHERE state = 'unknown';

-- What happened on each day in UTC, by name; kept for the owner's chart, pruned after 90 days.
CREATE TABLE daily_figures (
  day TEXT NOT NULL,
  name TEXT NOT NULL,
  value REAL NOT NULL,
  PRIMARY KEY (day, name)
) WITHOUT ROWID;

PRAGMA user_version = 7;
