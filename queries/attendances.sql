-- Who was at which named event, and in how many photos and videos: person and event.
-- :event text?: only the event of this name
-- :person person?: only this person
-- :min_media int = 1: the least number of photos and videos
-- Example: wwww query attendances --min-media 3
SELECT event, person.id AS person, person.name, attendance.media, attendance.faces,
  attendance.first, attendance.last
FROM attendance JOIN person ON person.id = person_id
WHERE (:event IS NULL OR lower(event) = lower(:event))
  AND (:person IS NULL OR person.id = :person) AND attendance.media >= :min_media
ORDER BY event, attendance.media DESC, person.id
