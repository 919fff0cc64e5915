-- Pictures and videos with most people.
-- :min_persons int = 2: the least number of persons
-- :limit int = 100: at most so many
-- Example: wwww query crowds --min-persons 10
SELECT media.path, crowd.persons, media.faces, media.date, media.place
FROM (
    SELECT media_id, count(*) AS persons FROM appearance
    GROUP BY media_id HAVING count(*) >= :min_persons
  ) AS crowd
JOIN media ON media.id = crowd.media_id
ORDER BY crowd.persons DESC, media.path
LIMIT :limit
