-- People who never appear alone: every media of theirs shows another person, too.
-- `companion` is the one most often with them.
-- :min_media int = 2: the least number of media of a person
-- :limit int = 1000: at most so many
-- Example: wwww query never-alone --min-media 3
WITH listed AS MATERIALIZED (
  SELECT id, name, media, degree FROM person
  WHERE alone = 0 AND media >= :min_media
  ORDER BY media DESC, id LIMIT :limit
)
SELECT listed.id AS person, listed.name, listed.media, listed.degree AS companions,
  (SELECT other_id FROM companion WHERE companion.person_id = listed.id
    ORDER BY companion.media DESC, other_id LIMIT 1) AS companion
FROM listed
ORDER BY listed.media DESC, listed.id
