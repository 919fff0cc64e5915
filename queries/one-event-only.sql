-- Who was at the first of two events but not at the second.
-- :first event: a folder, or a span of time such as 2024-05-01..2024-05-03
-- :second event: the one they were not at
-- Example: wwww query one-event-only --first wedding --second 2024-08
SELECT person.id AS person, person.name, count(*) AS media
FROM appearance JOIN person ON person.id = appearance.person_id
WHERE appearance.media_id IN (SELECT value FROM json_each(:first))
  AND person.id NOT IN (
    SELECT person_id FROM appearance
    WHERE media_id IN (SELECT value FROM json_each(:second))
  )
GROUP BY person.id
ORDER BY media DESC, person.id
