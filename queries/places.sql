-- Places with the number of media and people; a place is about one kilometre wide.
-- :person person?: only places where this one was
-- Example: wwww query places --person 12
SELECT media.place, count(DISTINCT media.id) AS media,
  count(DISTINCT appearance.person_id) AS persons, min(media.date) AS first,
  max(media.date) AS last
FROM media LEFT JOIN appearance ON appearance.media_id = media.id
WHERE media.place IS NOT NULL
  AND (:person IS NULL
    OR media.id IN (SELECT media_id FROM appearance WHERE person_id = :person))
GROUP BY media.place
ORDER BY media DESC, media.place
