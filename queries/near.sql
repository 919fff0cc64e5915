-- People seen near a place, most often first.
-- Only media with a position count. `nearest` is in kilometers.
-- :place place: latitude and longitude in degrees, such as 48.2,16.37
-- :km number = 1: how near, in kilometers
-- :since since?: nothing before this time
-- :until until?: nothing after this time
-- Example: wwww query near --place 48.2,16.37 --km 5
WITH there AS (
  SELECT id, date, kilometers(latitude, longitude, json_extract(:place, '$[0]'),
    json_extract(:place, '$[1]')) AS distance
  FROM media
  WHERE distance <= :km
    AND (:since IS NULL OR date >= :since)
    AND (:until IS NULL OR date < :until)
)
SELECT person.id AS person, person.name, count(*) AS media, round(min(distance), 3) AS nearest,
  min(date) AS first, max(date) AS last
FROM there
JOIN appearance ON appearance.media_id = there.id
JOIN person ON person.id = appearance.person_id
GROUP BY person.id
ORDER BY media DESC, person.id
