-- Bursts in time: runs of media without a longer pause between, as an event leaves them.
-- :gap_hours number = 3: the longest pause within a burst, in hours
-- :min_media int = 5: the least number of media in a burst
-- :person person?: only media with this person
-- :limit int = 100: at most so many
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
      coalesce((day - lag(day) OVER (ORDER BY date, id)) * 24 > :gap_hours, 1) AS starts
    FROM dated
  ),
  numbered AS MATERIALIZED (
    SELECT id, date, day, sum(starts) OVER (ORDER BY date, id ROWS UNBOUNDED PRECEDING) AS burst
    FROM marked
  ),
  listed AS MATERIALIZED (
    SELECT burst, min(date) AS first, max(date) AS last, count(*) AS media,
      (max(day) - min(day)) * 24 AS hours
    FROM numbered GROUP BY burst HAVING count(*) >= :min_media
    ORDER BY media DESC, first LIMIT :limit
  ),
  crowd AS (
    SELECT numbered.burst, count(DISTINCT appearance.person_id) AS persons
    FROM numbered JOIN appearance ON appearance.media_id = numbered.id
    WHERE numbered.burst IN (SELECT burst FROM listed)
    GROUP BY numbered.burst
  )
SELECT listed.first, listed.last, round(listed.hours, 2) AS hours, listed.media,
  coalesce(crowd.persons, 0) AS persons
FROM listed LEFT JOIN crowd ON crowd.burst = listed.burst
ORDER BY listed.media DESC, listed.first
