-- People, providers, organizations, their event logs, and what waits to be sent.
-- Ids are UUIDs of version 7, times are microseconds since 1970 UTC, booleans are 0 or 1.
-- What the server cannot read (keys, names of collections, items) is text in the form of encrypted strings.

-- A person with an account. The server keeps a hash of the authentication hash, never anything that opens a key.
CREATE TABLE users (
  id UUID NOT NULL PRIMARY KEY,
  email TEXT COLLATE "C" NOT NULL UNIQUE,
  name TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  kdf_kind BIGINT NOT NULL,
  kdf_iterations BIGINT NOT NULL,
  kdf_memory_mib BIGINT NOT NULL,
  kdf_parallelism BIGINT NOT NULL,
  user_key TEXT NOT NULL,
  public_key TEXT NOT NULL,
  private_key TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  password_changed_at BIGINT NOT NULL
);

-- A signed-in browser. Tokens are kept as SHA-256 hashes. `used_refresh_hash` is the refresh token before the present one:
-- whoever shows it again has stolen it or was stolen from, and the session ends.
CREATE TABLE sessions (
  id UUID NOT NULL PRIMARY KEY,
  user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  refresh_hash BYTEA NOT NULL UNIQUE,
  used_refresh_hash BYTEA,
  refreshed_at BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  step_up_at BIGINT,
  address TEXT NOT NULL,
  device TEXT NOT NULL
);
CREATE INDEX sessions_user ON sessions (user_id);
CREATE INDEX sessions_used_refresh ON sessions (used_refresh_hash);

-- Access tokens, as SHA-256 hashes. A session has several while more than one of its tabs has refreshed; each lives for minutes.
CREATE TABLE access_tokens (
  hash BYTEA NOT NULL PRIMARY KEY,
  session_id UUID NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
  expires_at BIGINT NOT NULL
);
CREATE INDEX access_tokens_session ON access_tokens (session_id);
CREATE INDEX access_tokens_expiry ON access_tokens (expires_at);

-- Guesses at something: a sign-in by account and by address, mails by address. Survives a restart.
CREATE TABLE attempts (
  subject TEXT NOT NULL PRIMARY KEY,
  failures BIGINT NOT NULL,
  blocked_until BIGINT NOT NULL,
  last_at BIGINT NOT NULL
);
CREATE INDEX attempts_last ON attempts (last_at);

-- Single values of this installation, such as whether it has been set up.
CREATE TABLE installation (
  name TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
);

-- An MSP.
CREATE TABLE providers (
  id UUID NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  billing_email TEXT NOT NULL,
  support_email TEXT NOT NULL,
  support_phone TEXT NOT NULL,
  support_url TEXT NOT NULL,
  suspended_at BIGINT,
  created_at BIGINT NOT NULL,
  -- Confirmed provider admins; one always remains.
  confirmed_admins BIGINT NOT NULL
);

-- The pool of seats of each plan. `assigned` is the sum of the seats of the provider's clients on that plan.
CREATE TABLE provider_plans (
  provider_id UUID NOT NULL REFERENCES providers (id) ON DELETE CASCADE,
  plan BIGINT NOT NULL,
  purchased BIGINT NOT NULL,
  assigned BIGINT NOT NULL,
  PRIMARY KEY (provider_id, plan),
  CHECK (assigned >= 0 AND assigned <= purchased)
);

-- A person's row in a provider. `key` is the provider key sealed to the person, present once confirmed.
CREATE TABLE provider_users (
  provider_id UUID NOT NULL REFERENCES providers (id) ON DELETE CASCADE,
  id UUID NOT NULL UNIQUE,
  user_id UUID REFERENCES users (id) ON DELETE CASCADE,
  email TEXT COLLATE "C" NOT NULL,
  role BIGINT NOT NULL,
  status BIGINT NOT NULL,
  -- The status before it was revoked.
  prior_status BIGINT,
  key TEXT,
  -- 1: all clients; 0: those in provider_user_clients.
  sees_all_clients BIGINT NOT NULL,
  -- Part of what invitation links are made from: a new time makes old links invalid.
  invited_at BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (provider_id, id),
  UNIQUE (provider_id, email),
  UNIQUE (provider_id, user_id)
);
CREATE INDEX provider_users_user ON provider_users (user_id);

-- An organization, client or not. Its counters are kept in step by every command that changes a member's state,
-- so that a list of ten thousand clients reads this table alone.
CREATE TABLE organizations (
  id UUID NOT NULL PRIMARY KEY,
  -- The provider it is a client of.
  provider_id UUID REFERENCES providers (id),
  name TEXT NOT NULL,
  -- Lower case, for order and search.
  name_key TEXT COLLATE "C" NOT NULL,
  billing_email TEXT NOT NULL,
  -- The provider's tags as typed, each between line feeds; empty without tags. `tags_key` is their lower case, for search.
  tags TEXT NOT NULL,
  tags_key TEXT NOT NULL DEFAULT '',
  plan BIGINT NOT NULL,
  seats BIGINT NOT NULL,
  -- Invited, accepted and confirmed members.
  occupied BIGINT NOT NULL,
  invited BIGINT NOT NULL,
  to_confirm BIGINT NOT NULL,
  confirmed_owners BIGINT NOT NULL,
  public_key TEXT NOT NULL,
  private_key TEXT NOT NULL,
  suspended_at BIGINT,
  last_activity_at BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  CHECK (occupied >= 0 AND occupied <= seats)
);
CREATE INDEX organizations_name ON organizations (provider_id, name_key, id);
CREATE INDEX organizations_activity ON organizations (provider_id, last_activity_at, id);

-- The link between a provider and its client. `key` is the organization key wrapped by the provider key.
CREATE TABLE provider_clients (
  provider_id UUID NOT NULL REFERENCES providers (id),
  id UUID NOT NULL UNIQUE,
  organization_id UUID NOT NULL UNIQUE REFERENCES organizations (id) ON DELETE CASCADE,
  key TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (provider_id, id)
);

-- The clients that a service user with a limited scope sees.
CREATE TABLE provider_user_clients (
  provider_id UUID NOT NULL,
  provider_user_id UUID NOT NULL REFERENCES provider_users (id) ON DELETE CASCADE,
  organization_id UUID NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  PRIMARY KEY (provider_id, provider_user_id, organization_id)
);

-- A person's row in an organization. `key` is the organization key sealed to the person, present once confirmed.
CREATE TABLE members (
  organization_id UUID NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  id UUID NOT NULL UNIQUE,
  user_id UUID REFERENCES users (id) ON DELETE CASCADE,
  email TEXT COLLATE "C" NOT NULL,
  -- Lower case of the account's name, or the e-mail while there is none: for order and search.
  name_key TEXT COLLATE "C" NOT NULL,
  role BIGINT NOT NULL,
  rights BIGINT NOT NULL,
  status BIGINT NOT NULL,
  prior_status BIGINT,
  key TEXT,
  invited_at BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (organization_id, id),
  UNIQUE (organization_id, email),
  UNIQUE (organization_id, user_id)
);
CREATE INDEX members_name ON members (organization_id, name_key, id);
CREATE INDEX members_status ON members (organization_id, status);
CREATE INDEX members_user ON members (user_id);

-- Public keys that somebody compared: the tenant pins the key of a person. `tenant_id` is a provider or an organization.
CREATE TABLE key_pins (
  tenant_id UUID NOT NULL,
  user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  pin TEXT NOT NULL,
  pinned_by UUID NOT NULL,
  pinned_at BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, user_id)
);

-- Permissions to use an organization key once, for one purpose.
CREATE TABLE key_tickets (
  organization_id UUID NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  id UUID NOT NULL,
  user_id UUID NOT NULL,
  purpose TEXT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at BIGINT,
  PRIMARY KEY (organization_id, id)
);
CREATE INDEX key_tickets_expiry ON key_tickets (expires_at);

-- Collections, and who may do what with the items in them. Names are ciphertext.
CREATE TABLE collections (
  organization_id UUID NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  id UUID NOT NULL,
  name TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (organization_id, id)
);
CREATE TABLE collection_members (
  organization_id UUID NOT NULL,
  collection_id UUID NOT NULL,
  member_id UUID NOT NULL REFERENCES members (id) ON DELETE CASCADE,
  read_only BIGINT NOT NULL,
  hide_passwords BIGINT NOT NULL,
  manage BIGINT NOT NULL,
  PRIMARY KEY (organization_id, collection_id, member_id),
  FOREIGN KEY (organization_id, collection_id) REFERENCES collections (organization_id, id) ON DELETE CASCADE
);
CREATE INDEX collection_members_member ON collection_members (member_id);

-- Items. `data` is JSON of encrypted strings.
CREATE TABLE items (
  organization_id UUID NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  id UUID NOT NULL,
  data TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (organization_id, id)
);
CREATE TABLE collection_items (
  organization_id UUID NOT NULL,
  collection_id UUID NOT NULL,
  item_id UUID NOT NULL,
  PRIMARY KEY (organization_id, collection_id, item_id),
  FOREIGN KEY (organization_id, collection_id) REFERENCES collections (organization_id, id) ON DELETE CASCADE,
  FOREIGN KEY (organization_id, item_id) REFERENCES items (organization_id, id) ON DELETE CASCADE
);
CREATE INDEX collection_items_item ON collection_items (organization_id, item_id);

-- The event logs. An event belongs to an organization, a provider, or both: `provider_id` is also set on what provider users did in a client.
-- `subject` and `detail` are words for people, kept so that the log reads well after its subjects are gone. No secret is ever in them.
CREATE TABLE events (
  id UUID NOT NULL PRIMARY KEY,
  at BIGINT NOT NULL,
  kind BIGINT NOT NULL,
  organization_id UUID,
  provider_id UUID,
  actor_id UUID,
  -- The provider for which the actor acted.
  acting_provider_id UUID,
  member_id UUID,
  provider_user_id UUID,
  item_id UUID,
  collection_id UUID,
  subject TEXT NOT NULL,
  detail TEXT NOT NULL,
  address TEXT NOT NULL,
  device TEXT NOT NULL
);
CREATE INDEX events_organization ON events (organization_id, at, id);
CREATE INDEX events_provider ON events (provider_id, at, id);

-- What must be done outside of the database after a commit: mails. `payload` is JSON without tokens or keys;
-- links are made when the mail is sent.
CREATE TABLE outbox (
  id UUID NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  payload TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  attempts BIGINT NOT NULL,
  next_at BIGINT NOT NULL,
  -- Set when it was given up.
  failed_at BIGINT,
  error TEXT
);
CREATE INDEX outbox_next ON outbox (next_at);

-- Answers of commands that may be repeated.
CREATE TABLE idempotency_keys (
  user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  key UUID NOT NULL,
  command TEXT NOT NULL,
  answer TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (user_id, key)
);
CREATE INDEX idempotency_keys_created ON idempotency_keys (created_at);
