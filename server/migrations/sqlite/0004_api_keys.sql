-- An account's own key for signing in without a password. Only its hash is kept.
ALTER TABLE users ADD COLUMN api_key_hash BLOB;
ALTER TABLE users ADD COLUMN api_key_at INTEGER;
