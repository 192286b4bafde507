-- depends: 0003_stories

-- Other names of topics, as written, of all servers (guild_id 0) or of one. Topics of the archive
-- that turn out to bear the same name are one topic to readers.
CREATE TABLE topic_aliases (
  guild_id INTEGER NOT NULL,
  alias TEXT NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (guild_id, alias)
) WITHOUT ROWID;

INSERT INTO topic_aliases (guild_id, alias, name) VALUES
  (0, 'AI', 'Artificial Intelligence'),
  (0, 'AR', 'Augmented Reality'),
  (0, 'AWS', 'Amazon Web Services'),
  (0, 'CV', 'Computer Vision'),
  (0, 'Cyber Security', 'Cybersecurity'),
  (0, 'DL', 'Deep Learning'),
  (0, 'EV', 'Electric Vehicles'),
  (0, 'GCP', 'Google Cloud Platform'),
  (0, 'Health Care', 'Healthcare'),
  (0, 'HPC', 'High Performance Computing'),
  (0, 'IoT', 'Internet of Things'),
  (0, 'k8s', 'Kubernetes'),
  (0, 'LLM', 'Large Language Models'),
  (0, 'ML', 'Machine Learning'),
  (0, 'NLP', 'Natural Language Processing'),
  (0, 'RPA', 'Robotic Process Automation'),
  (0, 'VR', 'Virtual Reality');

-- The one model that suggests topics, if it was trained; `data` is read by domain.topic_model.
CREATE TABLE topic_models (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  trained_at INTEGER NOT NULL,
  articles INTEGER NOT NULL,
  data BLOB NOT NULL
);

PRAGMA user_version = 4;
