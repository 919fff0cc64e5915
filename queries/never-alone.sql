-- People who never appear alone: every media of theirs shows somebody else, too.
-- `companion` is the one most often with them; `strangers` counts faces of nobody as company.
-- :min_media int = 2: the least number of media of a person
-- :strangers int = 0: 1 to count a face of nobody as company
-- Example: wwww query never-alone --min-media 3
WITH
  alone AS (
    SELECT max(person_id) AS person_id, media_id FROM appearance
    GROUP BY media_id HAVING count(*) = 1
  ),
  seen_alone AS (
    SELECT DISTINCT person_id FROM alone
    WHERE :strangers = 0 OR NOT EXISTS (
      SELECT 1 FROM face WHERE face.media_id = alone.media_id AND face.person_id IS NULL
    )
  )
SELECT person.id AS person, person.name, person.media, person.degree AS companions,
  (SELECT other_id FROM companion WHERE companion.person_id = person.id
    ORDER BY media DESC, other_id LIMIT 1) AS companion
FROM person
WHERE person.media >= :min_media AND person.id NOT IN (SELECT person_id FROM seen_alone)
ORDER BY person.media DESC, person.id
