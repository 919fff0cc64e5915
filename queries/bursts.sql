-- Bursts in time: runs of media without a longer pause between, as an event leaves them.
-- :gap_hours number = 3: the longest pause within a burst, in hours
-- :min_media int = 5: the least number of media in a burst
-- :person person?: only media with this person
-- :limit int = 100: at most so many
-- Example: wwww query bursts --gap-hours 2 --min-media 10
WITH
  dated AS (
    SELECT date FROM media
    WHERE date IS NOT NULL
      AND (:person IS NULL
        OR id IN (SELECT media_id FROM appearance WHERE person_id = :person))
  ),
  paired AS (SELECT date, lag(date) OVER (ORDER BY date) AS before FROM dated),
  started AS (
    SELECT date AS first, lead(date, 1, '~') OVER (ORDER BY date) AS next FROM paired
    WHERE before IS NULL
      OR date <> before AND unixepoch(date) - unixepoch(before) > :gap_hours * 3600
  ),
  counted AS MATERIALIZED (
    SELECT first, count(*) AS media, max(media.date) AS last
    FROM started CROSS JOIN media ON media.date >= first AND media.date < next
    WHERE :person IS NULL
      OR media.id IN (SELECT media_id FROM appearance WHERE person_id = :person)
    GROUP BY first HAVING count(*) >= :min_media
    ORDER BY count(*) DESC, first LIMIT :limit
  )
SELECT first, last, round((unixepoch(last) - unixepoch(first)) / 3600.0, 2) AS hours, media,
  (SELECT count(DISTINCT appearance.person_id)
    FROM media CROSS JOIN appearance ON appearance.media_id = media.id
    WHERE media.date >= counted.first AND media.date <= counted.last
      AND (:person IS NULL
        OR media.id IN (SELECT media_id FROM appearance WHERE person_id = :person))) AS persons
FROM counted
ORDER BY media DESC, first
