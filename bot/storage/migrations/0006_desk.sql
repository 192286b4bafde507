-- depends: 0005_digests

-- The desk (docs/adr/0014). Times are whole seconds since 1970 in UTC, but milliseconds in
-- message_edits; states and changes are JSON of domain.desk_log. Desk 0 is that of the archive.

-- The log, of which all else here but settings and departures can be made. `made_in` is the server
-- where an act was made, `token` the interaction's id, `beside` the act of the other desk that the
-- same press made; an act is never changed, but what is stored of a member is taken out of it where
-- they wish so, and of a server that has gone.
CREATE TABLE desk_acts (
  guild_id INTEGER NOT NULL,
  number INTEGER NOT NULL,
  kind TEXT NOT NULL,
  made_in INTEGER NOT NULL,
  made_by INTEGER NOT NULL,
  made_at INTEGER NOT NULL,
  why TEXT NOT NULL,
  token TEXT NOT NULL,
  changes TEXT NOT NULL,
  undoes INTEGER,
  redacted_at INTEGER,
  beside_guild INTEGER,
  beside INTEGER,
  PRIMARY KEY (guild_id, number)
) WITHOUT ROWID;
CREATE UNIQUE INDEX desk_acts_by_token ON desk_acts (guild_id, token) WHERE token <> '';
CREATE INDEX desk_acts_by_member ON desk_acts (guild_id, made_by, number);
CREATE INDEX desk_acts_by_place ON desk_acts (made_in, guild_id, number);

-- Which acts touched a subject.
CREATE TABLE desk_subjects (
  guild_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  number INTEGER NOT NULL,
  PRIMARY KEY (guild_id, kind, name, number)
) WITHOUT ROWID;

-- What the log makes of each subject; `version` is the act that made the state, `touched` the last.
CREATE TABLE desk_records (
  guild_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  state TEXT NOT NULL,
  version INTEGER NOT NULL,
  touched INTEGER NOT NULL,
  PRIMARY KEY (guild_id, kind, name)
) WITHOUT ROWID;
CREATE INDEX desk_records_by_article ON desk_records (name, guild_id) WHERE kind = 'article';

-- Articles whose file changed under what a desk wrote over it.
CREATE TABLE desk_conflicts (
  guild_id INTEGER NOT NULL,
  key TEXT NOT NULL,
  noticed_at INTEGER NOT NULL,
  PRIMARY KEY (guild_id, key)
) WITHOUT ROWID;

-- Articles to which a desk gave an address of another key than their own, from the records.
CREATE TABLE desk_addresses (
  guild_id INTEGER NOT NULL,
  key TEXT NOT NULL,
  address TEXT NOT NULL,
  PRIMARY KEY (guild_id, key)
) WITHOUT ROWID;
CREATE INDEX desk_addresses_by_address ON desk_addresses (address, guild_id);

-- From the records of submissions; `suggested_by` is 0 once the member is redacted.
CREATE TABLE submissions (
  guild_id INTEGER NOT NULL,
  number INTEGER NOT NULL,
  key TEXT NOT NULL,
  stage TEXT NOT NULL,
  suggested_by INTEGER NOT NULL,
  suggested_at INTEGER NOT NULL,
  PRIMARY KEY (guild_id, number)
) WITHOUT ROWID;
CREATE INDEX submissions_by_stage ON submissions (guild_id, stage, number);
CREATE INDEX submissions_by_key ON submissions (guild_id, key);
CREATE INDEX submissions_by_member ON submissions (guild_id, suggested_by, suggested_at);

-- The card of a submission in its server's review channel; `wanted` is the last act on the
-- submission, `shown` the one that it shows. A card without a message is still to be posted.
CREATE TABLE review_cards (
  guild_id INTEGER NOT NULL,
  number INTEGER NOT NULL,
  channel_id INTEGER NOT NULL,
  message_id INTEGER,
  wanted INTEGER NOT NULL,
  shown INTEGER NOT NULL DEFAULT 0,
  attempts INTEGER NOT NULL DEFAULT 0,
  not_before INTEGER,
  PRIMARY KEY (guild_id, number)
) WITHOUT ROWID;
CREATE INDEX review_cards_due ON review_cards (not_before) WHERE not_before IS NOT NULL;

-- Members who are still to be told what became of their suggestion, once.
CREATE TABLE notices (
  guild_id INTEGER NOT NULL,
  number INTEGER NOT NULL,
  user_id INTEGER NOT NULL,
  state TEXT NOT NULL,
  PRIMARY KEY (guild_id, number)
) WITHOUT ROWID;
CREATE INDEX notices_pending ON notices (guild_id, number) WHERE state = 'pending';

-- Shared articles that a server doesn't see: it retracted them, or has a version of its own.
CREATE TABLE hidden_articles (
  guild_id INTEGER NOT NULL,
  article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
  PRIMARY KEY (guild_id, article_id)
) WITHOUT ROWID;
CREATE INDEX hidden_articles_by_article ON hidden_articles (article_id);

-- The shared article that a server's own version stands for; NULL for all others.
ALTER TABLE articles ADD COLUMN stands_for INTEGER REFERENCES articles (id) ON DELETE SET NULL;
CREATE INDEX articles_by_original ON articles (stands_for, guild_id) WHERE stands_for IS NOT NULL;
CREATE INDEX articles_shared_by_published ON articles (published) WHERE guild_id = 0;
CREATE INDEX articles_own ON articles (guild_id, id) WHERE guild_id <> 0;

-- Pins, boosts and mutes of articles (by key), providers and topics (by name) that hold until then.
CREATE TABLE weights (
  guild_id INTEGER NOT NULL,
  target TEXT NOT NULL,
  name TEXT NOT NULL,
  weight TEXT NOT NULL,
  until INTEGER NOT NULL,
  PRIMARY KEY (guild_id, target, name)
) WITHOUT ROWID;

-- A server's rulings, from its records, `version` being the act's; those of 0 came before the desk.
ALTER TABLE story_rulings ADD COLUMN guild_id INTEGER NOT NULL DEFAULT 0;
ALTER TABLE story_rulings ADD COLUMN version INTEGER NOT NULL DEFAULT 0;
CREATE INDEX story_rulings_by_guild ON story_rulings (guild_id, one_key, other_key);
CREATE INDEX story_rulings_by_one ON story_rulings (one_key, guild_id);
CREATE INDEX story_rulings_by_other ON story_rulings (other_key, guild_id);

-- The stories that a server's rulings make, which it reads before those of all.
CREATE TABLE own_stories (
  guild_id INTEGER NOT NULL,
  article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
  story_id INTEGER NOT NULL,
  PRIMARY KEY (guild_id, article_id)
) WITHOUT ROWID;
CREATE INDEX own_stories_by_story ON own_stories (guild_id, story_id);
CREATE INDEX own_stories_by_article ON own_stories (article_id);

-- Articles that wait to be placed anew in the stories of a server's own.
CREATE TABLE unplaced_own (
  guild_id INTEGER NOT NULL,
  article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
  PRIMARY KEY (guild_id, article_id)
) WITHOUT ROWID;
CREATE INDEX unplaced_own_by_article ON unplaced_own (article_id);

-- What a server's admins settled: the roles of its moderators (JSON, none for those who may manage
-- messages), where suggestions are reviewed, and why that fails there, if it does.
CREATE TABLE desk_settings (
  guild_id INTEGER PRIMARY KEY,
  roles TEXT NOT NULL DEFAULT '[]',
  review_channel_id INTEGER,
  trouble TEXT NOT NULL DEFAULT ''
);

-- Posted messages that show what was retracted or corrected since: asked to be edited `wanted` times,
-- which was heeded up to the `done`th. `borne` is the number that the message bears, 0 as it was
-- posted, and `shown` a digest of what it shows, NULL likewise; where that is in doubt, it `must_read`
-- it first. A message that isn't posted yet has a `not_before` far away, as in outbox.
CREATE TABLE message_edits (
  outbox_id INTEGER PRIMARY KEY REFERENCES outbox (id) ON DELETE CASCADE,
  wanted INTEGER NOT NULL,
  done INTEGER NOT NULL DEFAULT 0,
  borne INTEGER NOT NULL DEFAULT 0,
  shown BLOB,
  must_read INTEGER NOT NULL DEFAULT 0,
  state TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  attempted INTEGER,
  not_before INTEGER NOT NULL,
  cause TEXT
);
CREATE INDEX message_edits_pending ON message_edits (not_before, outbox_id) WHERE state = 'pending';
CREATE INDEX message_edits_sending ON message_edits (outbox_id) WHERE state = 'sending';
CREATE INDEX message_edits_refused ON message_edits (outbox_id) WHERE state = 'refused';

-- Servers that the bot was removed from; what they left is deleted 30 days later.
CREATE TABLE departures (
  guild_id INTEGER PRIMARY KEY,
  left_at INTEGER NOT NULL
);

CREATE TRIGGER desk_acts_stay BEFORE UPDATE ON desk_acts
WHEN NEW.redacted_at IS NULL OR NEW.guild_id <> OLD.guild_id OR NEW.number <> OLD.number
  OR NEW.kind <> OLD.kind OR NEW.made_at <> OLD.made_at
BEGIN SELECT RAISE(ABORT, 'acts of the desk are never changed'); END;
CREATE TRIGGER desk_acts_remain BEFORE DELETE ON desk_acts
WHEN NOT EXISTS (SELECT 1 FROM departures WHERE guild_id = OLD.guild_id)
BEGIN SELECT RAISE(ABORT, 'acts of the desk are never deleted'); END;

PRAGMA user_version = 6;
