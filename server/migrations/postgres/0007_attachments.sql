-- Files attached to items. What is in them lies encrypted in the store of files; here is what is known of them.

-- Of an organization's item or of a person's own: one of both owners is set. `file_name` and `key` are ciphertext under the item's key;
-- `size` counts the bytes of the encrypted file. Without `file_id`, its name in the store of files, it is still expected.
CREATE TABLE attachments (
  id UUID NOT NULL PRIMARY KEY,
  organization_id UUID,
  user_id UUID,
  item_id UUID NOT NULL,
  file_name TEXT NOT NULL,
  key TEXT NOT NULL,
  size BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  file_id UUID,
  CHECK ((organization_id IS NULL) <> (user_id IS NULL)),
  FOREIGN KEY (organization_id, item_id) REFERENCES items (organization_id, id) ON DELETE CASCADE,
  FOREIGN KEY (user_id, item_id) REFERENCES own_items (user_id, id) ON DELETE CASCADE
);
CREATE INDEX attachments_item ON attachments (organization_id, item_id);
CREATE INDEX attachments_own_item ON attachments (user_id, item_id);
CREATE INDEX attachments_expected ON attachments (created_at) WHERE file_id IS NULL;

-- Files that nothing refers to, since when: those that are on their way, and those whose attachment was deleted, also with its item, its
-- organization or its person. Whatever deletes an attachment leaves its file here; after a while it is taken out of the store of files.
CREATE TABLE orphaned_files (
  id UUID NOT NULL PRIMARY KEY,
  since BIGINT NOT NULL
);
CREATE FUNCTION orphan_file() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO orphaned_files (id, since) VALUES (OLD.file_id, CAST(EXTRACT(EPOCH FROM now()) * 1000000 AS BIGINT));
  RETURN OLD;
END
$$;
CREATE TRIGGER attachments_orphan AFTER DELETE ON attachments FOR EACH ROW WHEN (OLD.file_id IS NOT NULL) EXECUTE FUNCTION orphan_file();
