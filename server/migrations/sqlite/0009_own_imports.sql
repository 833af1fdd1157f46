-- What has arrived of an import into a person's own vault waits here until all of it is there.
CREATE TABLE own_import_parts (
  user_id BLOB NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  key BLOB NOT NULL,
  number INTEGER NOT NULL,
  parts INTEGER NOT NULL,
  hash BLOB NOT NULL,
  -- JSON of the folders and items, as they were sent.
  body TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (user_id, key, number)
);
CREATE INDEX own_import_parts_created ON own_import_parts (created_at);
