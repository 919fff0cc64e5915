-- People who were not seen since a time, the longest absent first.
-- :since since: the time
-- :min_media int = 2: the least number of media of a person
-- Example: wwww query gone --since 2024
SELECT person.id AS person, person.name, person.last, person.media
FROM person
WHERE person.last < :since AND person.media >= :min_media
ORDER BY person.last, person.id
