-- Every meeting of two people in order, with the days since the one before.
-- `frames` counts the frames of a video in which both are at once; videos without one are no meeting.
-- :first person: one of them
-- :second person: the other
-- Example: wwww query pair-timeline --first 3 --second 17
WITH shared AS (
  SELECT media.*, a.faces AS first_faces, b.faces AS second_faces
  FROM appearance AS a
  JOIN appearance AS b ON b.media_id = a.media_id AND b.person_id = :second
  JOIN media ON media.id = a.media_id
  WHERE a.person_id = :first AND (media.kind = 'photo' OR EXISTS (
    SELECT 1 FROM face AS x
    JOIN face AS y ON y.person_id = :second AND y.media_id = x.media_id AND y.moment = x.moment
    WHERE x.person_id = :first AND x.media_id = a.media_id))
)
SELECT date,
  round(julianday(date) - julianday(lag(date) OVER (
    ORDER BY date IS NULL, date, path)), 2) AS days_since, path, place, persons,
  CASE kind WHEN 'photo' THEN 1 ELSE (
    SELECT count(DISTINCT x.moment) FROM face AS x
    JOIN face AS y ON y.person_id = :second AND y.media_id = x.media_id AND y.moment = x.moment
    WHERE x.person_id = :first AND x.media_id = shared.id
  ) END AS frames
FROM shared
ORDER BY date IS NULL, date, path
