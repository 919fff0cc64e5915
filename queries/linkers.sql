-- People who link two groups: seen with somebody of each.
-- Members of the groups are left out. `wwww graph communities` finds groups.
-- :first people: one group, by IDs or names
-- :second people: the other
-- :min_media int = 1: the least number of media with a member
-- Example: wwww query linkers --first 1,2,3 --second 7,Ada
SELECT person.id AS person, person.name,
  count(DISTINCT CASE WHEN side = 1 THEN met END) AS met_first,
  count(DISTINCT CASE WHEN side = 2 THEN met END) AS met_second,
  sum(CASE WHEN side = 1 THEN shared ELSE 0 END) AS media_first,
  sum(CASE WHEN side = 2 THEN shared ELSE 0 END) AS media_second
FROM (
    SELECT 1 AS side, companion.person_id AS met, other_id, media AS shared
    FROM companion WHERE companion.person_id IN (SELECT value FROM json_each(:first))
    UNION ALL
    SELECT 2, companion.person_id, other_id, media
    FROM companion WHERE companion.person_id IN (SELECT value FROM json_each(:second))
  )
JOIN person ON person.id = other_id
WHERE shared >= :min_media
  AND other_id NOT IN (SELECT value FROM json_each(:first))
  AND other_id NOT IN (SELECT value FROM json_each(:second))
GROUP BY person.id
HAVING met_first > 0 AND met_second > 0
ORDER BY min(media_first, media_second) DESC, person.id
