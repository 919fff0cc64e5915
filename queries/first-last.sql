-- When each person was seen first and last, and in how many media.
-- :person person?: only this one
-- :min_media int = 1: the least number of media of a person
-- Example: wwww query first-last --min-media 5
SELECT person.id AS person, person.name, person.first, person.last,
  round(julianday(person.last) - julianday(person.first), 1) AS days, person.media
FROM person
WHERE person.media >= :min_media AND (:person IS NULL OR person.id = :person)
ORDER BY person.first IS NULL, person.first, person.id
