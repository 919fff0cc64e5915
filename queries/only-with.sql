-- Companions of a person who are never seen without that person.
-- :person person: the one asked about
-- :min_media int = 2: the least number of media of the companion
-- Example: wwww query only-with --person 12
SELECT person.id AS person, person.name, person.media, person.first, person.last
FROM companion JOIN person ON person.id = companion.other_id
WHERE companion.person_id = :person AND companion.media = person.media
  AND person.media >= :min_media
ORDER BY person.media DESC, person.id
