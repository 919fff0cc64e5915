-- Where two people met: places with the number of media that show both.
-- :first person: one of them
-- :second person: the other
-- Example: wwww query meeting-places --first 3 --second 17
SELECT coalesce(media.place, 'unknown') AS place, count(*) AS media, min(media.date) AS first,
  max(media.date) AS last
FROM appearance AS a
JOIN appearance AS b ON b.media_id = a.media_id AND b.person_id = :second
JOIN media ON media.id = a.media_id
WHERE a.person_id = :first AND (media.kind = 'photo' OR EXISTS (
  SELECT 1 FROM face AS x
  JOIN face AS y ON y.person_id = :second AND y.media_id = x.media_id AND y.moment = x.moment
  WHERE x.person_id = :first AND x.media_id = a.media_id))
GROUP BY media.place
ORDER BY media.place IS NULL, media DESC, media.place
