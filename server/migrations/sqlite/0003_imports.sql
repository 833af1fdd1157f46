-- Imports into an organization's vault: what was sent waits beside the vault until it is accepted.

-- An import, and its receipt when its items are gone from here. Names are those of the moment, so that the receipt reads well later.
-- `state`: 0 being sent, 1 held, 2 accepted, 3 discarded, 4 withdrawn.
CREATE TABLE imports (
  organization_id BLOB NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  id BLOB NOT NULL UNIQUE,
  state INTEGER NOT NULL,
  sender_id BLOB NOT NULL,
  sender TEXT NOT NULL,
  -- The provider for which it was sent; none for the organization's own people.
  provider_id BLOB,
  provider TEXT,
  begun_at INTEGER NOT NULL,
  completed_at INTEGER,
  decided_at INTEGER,
  decided_by TEXT,
  -- SHA-256 of the announcement: a repeated one must be the same.
  announced BLOB NOT NULL,
  format TEXT NOT NULL,
  file_hash TEXT NOT NULL,
  rows_read INTEGER NOT NULL,
  not_understood INTEGER NOT NULL,
  twice INTEGER NOT NULL,
  left_out INTEGER NOT NULL,
  items INTEGER NOT NULL,
  parts INTEGER NOT NULL,
  collections INTEGER NOT NULL,
  -- Numbers of items by kind, such as "1:20 2:3".
  kinds TEXT NOT NULL,
  duplicates INTEGER,
  reference TEXT NOT NULL,
  signature TEXT,
  PRIMARY KEY (organization_id, id)
);
CREATE INDEX imports_begun ON imports (organization_id, begun_at, id);
CREATE INDEX imports_state ON imports (state, begun_at);

-- Where its items go: a collection that exists, or one that is made with this id when the import is accepted. Names are ciphertext.
CREATE TABLE import_collections (
  organization_id BLOB NOT NULL,
  import_id BLOB NOT NULL,
  place INTEGER NOT NULL,
  collection_id BLOB NOT NULL,
  name TEXT,
  PRIMARY KEY (organization_id, import_id, place),
  FOREIGN KEY (organization_id, import_id) REFERENCES imports (organization_id, id) ON DELETE CASCADE
);

-- The parts that have arrived.
CREATE TABLE import_parts (
  organization_id BLOB NOT NULL,
  import_id BLOB NOT NULL,
  part INTEGER NOT NULL,
  items INTEGER NOT NULL,
  -- SHA-256 of what was sent.
  hash BLOB NOT NULL,
  PRIMARY KEY (organization_id, import_id, part),
  FOREIGN KEY (organization_id, import_id) REFERENCES imports (organization_id, id) ON DELETE CASCADE
);

-- Items that wait. They are not in `items`, so nothing that reads a vault can come upon them.
CREATE TABLE import_items (
  organization_id BLOB NOT NULL,
  import_id BLOB NOT NULL,
  id BLOB NOT NULL,
  kind INTEGER NOT NULL,
  data TEXT NOT NULL,
  PRIMARY KEY (organization_id, import_id, id),
  FOREIGN KEY (organization_id, import_id) REFERENCES imports (organization_id, id) ON DELETE CASCADE
);
CREATE TABLE import_places (
  organization_id BLOB NOT NULL,
  import_id BLOB NOT NULL,
  item_id BLOB NOT NULL,
  place INTEGER NOT NULL,
  PRIMARY KEY (organization_id, import_id, item_id, place),
  FOREIGN KEY (organization_id, import_id, item_id) REFERENCES import_items (organization_id, import_id, id) ON DELETE CASCADE
);

-- The refresh token before the present one is told from the token itself.
DROP INDEX sessions_used_refresh;
ALTER TABLE sessions DROP COLUMN used_refresh_hash;
