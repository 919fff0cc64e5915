-- Who was at what moment of a video: from when to when, and at what time of the day.
-- Times are minutes and seconds into the video; the clock is UTC where the video has a date.
-- :media media?: one video
-- :person person?: one person
-- Example: wwww query moments --media party.mp4
SELECT media.path,
  printf('%d:%06.3f', start_ms / 60000, start_ms % 60000 / 1000.0) AS "from",
  printf('%d:%06.3f', end_ms / 60000, end_ms % 60000 / 1000.0) AS "to",
  person.id AS person, person.label, span.frames,
  strftime('%Y-%m-%dT%H:%M:%SZ', media.date, '+' || (start_ms / 1000) || ' seconds') AS clock,
  start_ms, end_ms
FROM span JOIN media ON media.id = span.media_id JOIN person ON person.id = span.person_id
WHERE (:media IS NULL OR media.id = :media) AND (:person IS NULL OR person.id = :person)
ORDER BY media.path, start_ms, person.id
