-- The names that files give to faces, each with the file or field that says so.
-- :person person?: only this person's faces
-- Example: wwww query proposed-names --person 3
SELECT proposed_name.name, person.id AS person, person.label, face_id AS face, media.path, source,
  origin, round(overlap, 2) AS overlap
FROM proposed_name JOIN media ON media.id = media_id
LEFT JOIN person ON person.id = person_id
WHERE :person IS NULL OR person_id = :person
ORDER BY proposed_name.name, media.path, face_id, source, origin
