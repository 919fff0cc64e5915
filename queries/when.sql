-- When a person was seen: every day, with the first and last time of the day.
-- Undated media are left out. Times are UTC.
-- :person person: the one asked about
-- Example: wwww query when --person 12
SELECT media.day, count(*) AS media, sum(appearance.faces) AS faces,
  substr(min(media.date), 12) AS first, substr(max(media.date), 12) AS last,
  count(DISTINCT media.place) AS places
FROM appearance JOIN media ON media.id = appearance.media_id
WHERE appearance.person_id = :person AND media.day IS NOT NULL
GROUP BY media.day
ORDER BY media.day
