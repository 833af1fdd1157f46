-- Vaults: people's own items and folders, and what the client protocol wants to know of an item.

-- `key_id` names the user key without telling anything of it: 32 hexadecimal digits, set once by the account's client.
-- `vault_revised_at` is the last change in the person's own vault.
ALTER TABLE users ADD COLUMN key_id TEXT;
ALTER TABLE users ADD COLUMN vault_revised_at BIGINT NOT NULL DEFAULT 0;

-- The last change of an item, a collection or a membership: what all members' clients must fetch again.
ALTER TABLE organizations ADD COLUMN vault_revised_at BIGINT NOT NULL DEFAULT 0;

-- `kind` has the numbers of the protocol: 1 login, 2 note, 3 card, 4 identity, 5 SSH key, 6 bank account, 7 driver's license, 8 passport.
-- `data` is a JSON object of encrypted strings in the protocol's shape. An item with `deleted_at` is in the trash.
ALTER TABLE items ADD COLUMN kind BIGINT NOT NULL DEFAULT 1;
ALTER TABLE items ADD COLUMN revised_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE items ADD COLUMN deleted_at BIGINT;
UPDATE items SET revised_at = created_at, data = json_build_object(
  'key', data::json -> 'key', 'name', data::json -> 'name',
  'login', json_build_object('username', data::json -> 'username', 'password', data::json -> 'password'))::text;

-- A person's folders. Names are ciphertext under the user key.
CREATE TABLE folders (
  user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  id UUID NOT NULL,
  name TEXT NOT NULL,
  revised_at BIGINT NOT NULL,
  PRIMARY KEY (user_id, id)
);

-- A person's own items, under his user key.
CREATE TABLE own_items (
  user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  id UUID NOT NULL,
  folder_id UUID,
  kind BIGINT NOT NULL,
  data TEXT NOT NULL,
  is_favorite BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  revised_at BIGINT NOT NULL,
  deleted_at BIGINT,
  archived_at BIGINT,
  PRIMARY KEY (user_id, id)
);
CREATE INDEX own_items_folder ON own_items (user_id, folder_id);

-- What a person has done for himself with an item of an organization.
CREATE TABLE item_marks (
  user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  organization_id UUID NOT NULL,
  item_id UUID NOT NULL,
  folder_id UUID,
  is_favorite BIGINT NOT NULL,
  archived_at BIGINT,
  PRIMARY KEY (user_id, organization_id, item_id),
  FOREIGN KEY (organization_id, item_id) REFERENCES items (organization_id, id) ON DELETE CASCADE
);
CREATE INDEX item_marks_item ON item_marks (organization_id, item_id);
