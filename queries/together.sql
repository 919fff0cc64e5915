-- Pictures, and moments of videos, that show all of several people at once.
-- Others may be there, too; `only` leaves those out. Of a video, the first and last second are told at
-- which all are in one frame, and in how many frames that were searched they are.
-- :people people: the people, by ID or name
-- Example: wwww query together --people 3,17,Ada
SELECT media.date, media.path, media.place, media.persons,
  round(moment.first / 1000.0, 3) AS second, round(moment.last / 1000.0, 3) AS last_second,
  moment.frames
FROM (
  SELECT media_id, min(time) AS first, max(time) AS last, count(*) AS frames FROM (
    SELECT media_id, time, moment FROM face
    WHERE person_id IN (SELECT value FROM json_each(:people))
    GROUP BY media_id, moment
    HAVING count(DISTINCT person_id) = json_array_length(:people)
  ) GROUP BY media_id
) AS moment JOIN media ON media.id = moment.media_id
ORDER BY media.date IS NULL, media.date, media.path
