-- Day by day: media, people, and new people.
-- :since since?: nothing before this time
-- :until until?: nothing after this time
-- Example: wwww query days --since 2024-05 --until 2024-05
WITH
  media_of_day AS (
    SELECT day, count(*) AS media FROM media
    WHERE day IS NOT NULL AND (:since IS NULL OR date >= :since)
      AND (:until IS NULL OR date < :until)
    GROUP BY day
  ),
  people_of_day AS (
    SELECT media.day, count(DISTINCT appearance.person_id) AS persons
    FROM media JOIN appearance ON appearance.media_id = media.id
    WHERE media.day IS NOT NULL AND (:since IS NULL OR media.date >= :since)
      AND (:until IS NULL OR media.date < :until)
    GROUP BY media.day
  ),
  new_of_day AS (
    SELECT substr(first, 1, 10) AS day, count(*) AS new FROM person
    WHERE first IS NOT NULL GROUP BY 1
  )
SELECT media_of_day.day, media_of_day.media, coalesce(people_of_day.persons, 0) AS persons,
  coalesce(new_of_day.new, 0) AS new
FROM media_of_day
LEFT JOIN people_of_day ON people_of_day.day = media_of_day.day
LEFT JOIN new_of_day ON new_of_day.day = media_of_day.day
ORDER BY media_of_day.day
