-- Who was at an event, most often seen first.
-- :event event: a folder, or a span of time such as 2024-05-01..2024-05-03
-- Example: wwww query at-event --event 2024/wedding
SELECT person.id AS person, person.name, count(*) AS media, sum(appearance.faces) AS faces,
  min(media.date) AS first, max(media.date) AS last
FROM appearance
JOIN person ON person.id = appearance.person_id
JOIN media ON media.id = appearance.media_id
WHERE appearance.media_id IN (SELECT value FROM json_each(:event))
GROUP BY person.id
ORDER BY media DESC, person.id
