-- People without a name, most often seen first: whom to name next.
-- `example` is the media with the person's clearest face.
-- :min_media int = 2: the least number of media of a person
-- Example: wwww query unnamed
SELECT person.id AS person, person.media, person.faces, person.degree AS companions, person.first,
  person.last,
  (SELECT media.path FROM appearance
    JOIN face ON face.id = appearance.best_face_id
    JOIN media ON media.id = appearance.media_id
    WHERE appearance.person_id = person.id ORDER BY face.quality DESC, face.id LIMIT 1) AS example
FROM person
WHERE person.name IS NULL AND person.media >= :min_media
ORDER BY person.media DESC, person.id
