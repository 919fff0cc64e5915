-- Bursts in time: runs of media without a longer pause between, as an event leaves them.
-- :gap_hours number = 3: the longest pause within a burst, in hours
-- :min_media int = 5: the least number of media in a burst
-- :person person?: only media with this person
-- :limit int = 100: at most so many
-- Example: wwww query bursts --gap-hours 2 --min-media 10
WITH
  dated AS (
    SELECT date, unixepoch(date) AS second FROM media
    WHERE date IS NOT NULL
      AND (:person IS NULL
        OR id IN (SELECT media_id FROM appearance WHERE person_id = :person))
  ),
  marked AS (
    SELECT date, second,
      coalesce(second - lag(second) OVER (ORDER BY date) > :gap_hours * 3600, 1) AS starts
    FROM dated
  ),
  numbered AS (
    SELECT date, second, sum(starts) OVER (ORDER BY date ROWS UNBOUNDED PRECEDING) AS burst
    FROM marked
  ),
  listed AS MATERIALIZED (
    SELECT min(date) AS first, max(date) AS last, count(*) AS media,
      (max(second) - min(second)) / 3600.0 AS hours
    FROM numbered GROUP BY burst HAVING count(*) >= :min_media
    ORDER BY media DESC, first LIMIT :limit
  )
SELECT listed.first, listed.last, round(listed.hours, 2) AS hours, listed.media,
  (SELECT count(DISTINCT appearance.person_id)
    FROM media CROSS JOIN appearance ON appearance.media_id = media.id
    WHERE media.date >= listed.first AND media.date <= listed.last
      AND (:person IS NULL
        OR media.id IN (SELECT media_id FROM appearance WHERE person_id = :person))) AS persons
FROM listed
ORDER BY listed.media DESC, listed.first
