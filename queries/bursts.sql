-- Bursts in time: runs of media without a longer pause between, as an event leaves them.
-- :gap_hours number = 3: the longest pause within a burst, in hours
-- :min_media int = 5: the least number of media in a burst
-- :person person?: only media with this person
-- Example: wwww query bursts --gap-hours 2 --min-media 10
WITH
  dated AS (
    SELECT id, date, julianday(date) AS day FROM media
    WHERE date IS NOT NULL
      AND (:person IS NULL
        OR id IN (SELECT media_id FROM appearance WHERE person_id = :person))
  ),
  marked AS (
    SELECT id, date, day,
      coalesce((day - lag(day) OVER (ORDER BY day, id)) * 24 > :gap_hours, 1) AS starts
    FROM dated
  ),
  numbered AS (
    SELECT id, date, day, sum(starts) OVER (ORDER BY day, id ROWS UNBOUNDED PRECEDING) AS burst
    FROM marked
  ),
  burst AS (
    SELECT burst, min(date) AS first, max(date) AS last, count(*) AS media,
      (max(day) - min(day)) * 24 AS hours
    FROM numbered GROUP BY burst HAVING count(*) >= :min_media
  )
SELECT burst.first, burst.last, round(burst.hours, 2) AS hours, burst.media,
  (SELECT count(DISTINCT appearance.person_id) FROM numbered
    JOIN appearance ON appearance.media_id = numbered.id
    WHERE numbered.burst = burst.burst) AS persons
FROM burst
ORDER BY burst.media DESC, burst.first
