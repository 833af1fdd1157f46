-- Changing a provider's key: the new one is prepared beside the present one, and takes its place all at once.

-- Counts the provider's keys. Whoever wraps something by the provider key names the key's number; another number is refused.
ALTER TABLE providers ADD COLUMN key_revision BIGINT NOT NULL DEFAULT 1;
-- Since when somebody outside knows the present key: a person who held it has left.
ALTER TABLE providers ADD COLUMN key_due_at BIGINT;

-- A change that was begun and not finished; one at a time.
CREATE TABLE provider_rotations (
  provider_id UUID NOT NULL PRIMARY KEY REFERENCES providers (id) ON DELETE CASCADE,
  id UUID NOT NULL UNIQUE,
  started_by UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  started_at BIGINT NOT NULL
);
-- The organization key wrapped by the new provider key.
ALTER TABLE provider_clients ADD COLUMN next_key TEXT;
-- The new provider key sealed to the person, with the pin of the public key that it was sealed to and the record of that pin.
ALTER TABLE provider_users ADD COLUMN next_key TEXT;
ALTER TABLE provider_users ADD COLUMN next_pin TEXT;
ALTER TABLE provider_users ADD COLUMN next_record TEXT;

-- The pin as whoever compared the phrase keeps it, in a form that only holders of the tenant's key can make.
ALTER TABLE key_pins ADD COLUMN record TEXT;
