-- Where a person was: every picture and video, by date.
-- Undated media come last. `faces` counts the person's faces; `best_face` is the ID of the clearest.
-- :person person: the one asked about
-- :since since?: nothing before this time
-- :until until?: nothing after this time
-- :event event?: only in this folder or span of time
-- Example: wwww query where --person 12 --since 2024-05
SELECT media.date, media.path, media.place, media.persons, appearance.faces,
  appearance.best_face_id AS best_face
FROM appearance JOIN media ON media.id = appearance.media_id
WHERE appearance.person_id = :person
  AND (:since IS NULL OR media.date >= :since)
  AND (:until IS NULL OR media.date < :until)
  AND (:event IS NULL OR media.id IN (SELECT value FROM json_each(:event)))
ORDER BY media.date IS NULL, media.date, media.path
