-- People who were first seen in an event.
-- Undated media do not count as earlier.
-- :event event: a folder, or a span of time such as 2024-05-01..2024-05-03
-- Example: wwww query newcomers --event 2024-08
WITH seen AS (
  SELECT appearance.person_id, min(media.date) AS first, count(*) AS media
  FROM appearance JOIN media ON media.id = appearance.media_id
  WHERE appearance.media_id IN (SELECT value FROM json_each(:event)) AND media.date IS NOT NULL
  GROUP BY appearance.person_id
)
SELECT person.id AS person, person.name, seen.first, seen.media, person.media AS all_media
FROM seen JOIN person ON person.id = seen.person_id
WHERE seen.first = person.first
ORDER BY seen.first, person.id
