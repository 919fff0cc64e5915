-- Who was at both of two events: folders or spans of time.
-- :first event: a folder, or a span of time such as 2024-05-01..2024-05-03
-- :second event: the other
-- Example: wwww query both-events --first wedding --second 2024-08
WITH
  seen_first AS (
    SELECT person_id, count(*) AS media FROM appearance
    WHERE media_id IN (SELECT value FROM json_each(:first)) GROUP BY person_id
  ),
  seen_second AS (
    SELECT person_id, count(*) AS media FROM appearance
    WHERE media_id IN (SELECT value FROM json_each(:second)) GROUP BY person_id
  )
SELECT person.id AS person, person.name, seen_first.media AS first_media,
  seen_second.media AS second_media
FROM seen_first
JOIN seen_second ON seen_second.person_id = seen_first.person_id
JOIN person ON person.id = seen_first.person_id
ORDER BY min(seen_first.media, seen_second.media) DESC, person.id
