-- Pictures and videos in which all of several people are.
-- Others may be there, too; `only` leaves those out.
-- :people people: the people, by ID or name
-- Example: wwww query together --people 3,17,Ada
SELECT media.date, media.path, media.place, media.persons
FROM media
WHERE media.id IN (
  SELECT media_id FROM appearance
  WHERE person_id IN (SELECT value FROM json_each(:people))
  GROUP BY media_id
  HAVING count(*) = json_array_length(:people)
)
ORDER BY media.date IS NULL, media.date, media.path
