-- Pictures and videos in which exactly these people are, and nobody else.
-- Faces that belong to no person count as somebody else, unless allowed.
-- :people people: the people, by ID or name
-- :strangers int = 0: how many faces of nobody may be there as well
-- Example: wwww query only --people 3,17
SELECT media.date, media.path, media.place,
  (SELECT count(*) FROM face WHERE face.media_id = media.id AND face.person_id IS NULL) AS strangers
FROM media
WHERE media.id IN (
    SELECT media_id FROM appearance
    WHERE person_id IN (SELECT value FROM json_each(:people))
    GROUP BY media_id
    HAVING count(*) = json_array_length(:people)
  )
  AND media.persons = json_array_length(:people)
  AND strangers <= :strangers
ORDER BY media.date IS NULL, media.date, media.path
