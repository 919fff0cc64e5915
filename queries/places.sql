-- Places with the number of media and people; a place is about one kilometer wide.
-- :person person?: only places where this one was
-- :limit int = 100: at most so many
-- Example: wwww query places --person 12
WITH
  there AS MATERIALIZED (
    SELECT id, place, date FROM media
    WHERE latitude IS NOT NULL AND longitude IS NOT NULL
      AND (:person IS NULL
        OR id IN (SELECT media_id FROM appearance WHERE person_id = :person))
  ),
  listed AS MATERIALIZED (
    SELECT place, count(*) AS media, min(date) AS first, max(date) AS last
    FROM there GROUP BY place ORDER BY media DESC, place LIMIT :limit
  ),
  crowd AS (
    SELECT there.place, count(DISTINCT appearance.person_id) AS persons
    FROM there JOIN appearance ON appearance.media_id = there.id
    WHERE there.place IN (SELECT place FROM listed)
    GROUP BY there.place
  )
SELECT listed.place, listed.media, coalesce(crowd.persons, 0) AS persons, listed.first, listed.last
FROM listed LEFT JOIN crowd ON crowd.place = listed.place
ORDER BY listed.media DESC, listed.place
