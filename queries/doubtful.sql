-- Faces of doubtful assignment: the farthest from the other faces of their person.
-- `distance` is that to the mean of the person's other faces; two faces of one person are mostly
-- nearer than 0.6. Persons of a single face have none.
-- :min_distance number = 0.5: the least distance
-- :person person?: only faces of this one
-- :limit int = 200: at most so many
-- Example: wwww query doubtful --person 12
SELECT face.id AS face, person.id AS person, person.name, face.distance, face.quality, media.path,
  face.time, face.top, face."right", face.bottom, face."left"
FROM face
JOIN person ON person.id = face.person_id
JOIN media ON media.id = face.media_id
WHERE face.distance >= :min_distance AND (:person IS NULL OR face.person_id = :person)
ORDER BY face.distance DESC, face.id
LIMIT :limit
