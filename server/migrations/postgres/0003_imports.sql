-- Imports into an organization's vault: what was sent waits beside the vault until it is accepted.

-- An import, and its receipt when its items are gone from here. Names are those of the moment, so that the receipt reads well later.
-- `state`: 0 being sent, 1 held, 2 accepted, 3 discarded, 4 withdrawn.
CREATE TABLE imports (
  organization_id UUID NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  id UUID NOT NULL UNIQUE,
  state BIGINT NOT NULL,
  sender_id UUID NOT NULL,
  sender TEXT NOT NULL,
  -- The provider for which it was sent; none for the organization's own people.
  provider_id UUID,
  provider TEXT,
  begun_at BIGINT NOT NULL,
  completed_at BIGINT,
  decided_at BIGINT,
  decided_by TEXT,
  -- SHA-256 of the announcement: a repeated one must be the same.
  announced BYTEA NOT NULL,
  format TEXT NOT NULL,
  file_hash TEXT NOT NULL,
  rows_read BIGINT NOT NULL,
  not_understood BIGINT NOT NULL,
  twice BIGINT NOT NULL,
  left_out BIGINT NOT NULL,
  items BIGINT NOT NULL,
  parts BIGINT NOT NULL,
  collections BIGINT NOT NULL,
  -- Numbers of items by kind, such as "1:20 2:3".
  kinds TEXT NOT NULL,
  duplicates BIGINT,
  reference TEXT NOT NULL,
  signature TEXT,
  PRIMARY KEY (organization_id, id)
);
CREATE INDEX imports_begun ON imports (organization_id, begun_at, id);
CREATE INDEX imports_state ON imports (state, begun_at);

-- Where its items go: a collection that exists, or one that is made with this id when the import is accepted. Names are ciphertext.
CREATE TABLE import_collections (
  organization_id UUID NOT NULL,
  import_id UUID NOT NULL,
  place BIGINT NOT NULL,
  collection_id UUID NOT NULL,
  name TEXT,
  PRIMARY KEY (organization_id, import_id, place),
  FOREIGN KEY (organization_id, import_id) REFERENCES imports (organization_id, id) ON DELETE CASCADE
);

-- The parts that have arrived.
CREATE TABLE import_parts (
  organization_id UUID NOT NULL,
  import_id UUID NOT NULL,
  part BIGINT NOT NULL,
  items BIGINT NOT NULL,
  -- SHA-256 of what was sent.
  hash BYTEA NOT NULL,
  PRIMARY KEY (organization_id, import_id, part),
  FOREIGN KEY (organization_id, import_id) REFERENCES imports (organization_id, id) ON DELETE CASCADE
);

-- Items that wait. They are not in `items`, so nothing that reads a vault can come upon them.
CREATE TABLE import_items (
  organization_id UUID NOT NULL,
  import_id UUID NOT NULL,
  id UUID NOT NULL,
  kind BIGINT NOT NULL,
  data TEXT NOT NULL,
  PRIMARY KEY (organization_id, import_id, id),
  FOREIGN KEY (organization_id, import_id) REFERENCES imports (organization_id, id) ON DELETE CASCADE
);
CREATE TABLE import_places (
  organization_id UUID NOT NULL,
  import_id UUID NOT NULL,
  item_id UUID NOT NULL,
  place BIGINT NOT NULL,
  PRIMARY KEY (organization_id, import_id, item_id, place),
  FOREIGN KEY (organization_id, import_id, item_id) REFERENCES import_items (organization_id, import_id, id) ON DELETE CASCADE
);

-- The refresh token before the present one is told from the token itself.
DROP INDEX sessions_used_refresh;
ALTER TABLE sessions DROP COLUMN used_refresh_hash;
