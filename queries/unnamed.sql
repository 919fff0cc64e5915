-- People without a name, most often seen first: whom to name next.
-- `example` is the media with the person's clearest face.
-- :min_media int = 2: the least number of media of a person
-- :limit int = 100: at most so many
-- Example: wwww query unnamed
WITH listed AS MATERIALIZED (
  SELECT id, media, faces, degree, first, last FROM person
  WHERE name IS NULL AND media >= :min_media
  ORDER BY media DESC, id LIMIT :limit
)
SELECT listed.id AS person, listed.media, listed.faces, listed.degree AS companions, listed.first,
  listed.last,
  (SELECT media.path FROM appearance
    JOIN face ON face.id = appearance.best_face_id
    JOIN media ON media.id = appearance.media_id
    WHERE appearance.person_id = listed.id ORDER BY face.quality DESC, face.id LIMIT 1) AS example
FROM listed
ORDER BY listed.media DESC, listed.id
