-- Groups: members who have access to collections together.

-- Names are readable: they are words of administration. `name_key` is their lower case, for order and search.
CREATE TABLE member_groups (
  organization_id BLOB NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  id BLOB NOT NULL,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (organization_id, id)
);
CREATE INDEX member_groups_name ON member_groups (organization_id, name_key, id);

-- Who is in a group. Both are of the same organization: the keys say so.
CREATE TABLE group_members (
  organization_id BLOB NOT NULL,
  group_id BLOB NOT NULL,
  member_id BLOB NOT NULL,
  PRIMARY KEY (organization_id, group_id, member_id),
  FOREIGN KEY (organization_id, group_id) REFERENCES member_groups (organization_id, id) ON DELETE CASCADE,
  FOREIGN KEY (organization_id, member_id) REFERENCES members (organization_id, id) ON DELETE CASCADE
);
CREATE INDEX group_members_member ON group_members (organization_id, member_id, group_id);

-- What those in a group may do with the items of a collection.
CREATE TABLE group_collections (
  organization_id BLOB NOT NULL,
  group_id BLOB NOT NULL,
  collection_id BLOB NOT NULL,
  read_only INTEGER NOT NULL,
  hide_passwords INTEGER NOT NULL,
  manage INTEGER NOT NULL,
  PRIMARY KEY (organization_id, group_id, collection_id),
  FOREIGN KEY (organization_id, group_id) REFERENCES member_groups (organization_id, id) ON DELETE CASCADE,
  FOREIGN KEY (organization_id, collection_id) REFERENCES collections (organization_id, id) ON DELETE CASCADE
);
CREATE INDEX group_collections_collection ON group_collections (organization_id, collection_id);

-- A member's own grants and those of the groups are found in the same way: from the member to the collections.
CREATE INDEX collection_members_own ON collection_members (organization_id, member_id, collection_id);

-- Every grant that a member has, by himself and through groups: one row for each, so that one collection can be there several times.
-- What they amount to is the most that any of them gives, mark by mark. Statements about one member read this and no other table;
-- the order of the join is kept, so that it begins with the groups of the member.
CREATE VIEW member_grants AS
  SELECT organization_id, collection_id, member_id, read_only, hide_passwords, manage FROM collection_members
  UNION ALL
  SELECT m.organization_id, g.collection_id, m.member_id, g.read_only, g.hide_passwords, g.manage
  FROM group_members m CROSS JOIN group_collections g WHERE g.organization_id = m.organization_id AND g.group_id = m.group_id;

ALTER TABLE events ADD COLUMN group_id BLOB;
