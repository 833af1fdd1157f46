-- Who did something in a log, so that it can be narrowed to one person without being read through: one row for each person, written
-- with the first of his events. It stays when he leaves, as what he did stays in the log.
CREATE TABLE event_actors (
  -- An organization, or a provider.
  log_id UUID NOT NULL,
  user_id UUID NOT NULL,
  -- In an organization's log: the provider for which he acted, the last one if there were several.
  acting_provider_id UUID,
  PRIMARY KEY (log_id, user_id)
);

-- What the logs hold so far: first whoever acted for a provider, then everybody. That a provider user entered a client (1903) is in the
-- client's log as an event of another kind, what names one of the provider's people is not in it, and the logs of organizations that are gone are read by nobody.
INSERT INTO event_actors (log_id, user_id, acting_provider_id)
SELECT DISTINCT ON (organization_id, actor_id) organization_id, actor_id, acting_provider_id FROM events
WHERE organization_id IN (SELECT id FROM organizations) AND actor_id IS NOT NULL AND acting_provider_id IS NOT NULL AND kind <> 1903 AND provider_user_id IS NULL
ORDER BY organization_id, actor_id, at DESC;
INSERT INTO event_actors (log_id, user_id)
SELECT DISTINCT organization_id, actor_id FROM events
WHERE organization_id IN (SELECT id FROM organizations) AND actor_id IS NOT NULL AND kind <> 1903 AND provider_user_id IS NULL ON CONFLICT DO NOTHING;
INSERT INTO event_actors (log_id, user_id)
SELECT DISTINCT provider_id, actor_id FROM events WHERE provider_id IS NOT NULL AND actor_id IS NOT NULL;
