-- Strangers to a person who are close to the person's companions: who has probably met.
-- `score` is the Adamic-Adar index: shared companions, those with few others counting more.
-- :person person: the one asked about
-- :min_shared int = 2: the least number of shared companions
-- Example: wwww query strangers --person 12
SELECT other.id AS person, other.name, count(*) AS shared_companions,
  sum(1 / ln(between_them.degree)) AS score,
  group_concat(between_them.id, ' ') AS through
FROM companion AS near
JOIN person AS between_them ON between_them.id = near.other_id
JOIN companion AS far ON far.person_id = near.other_id
JOIN person AS other ON other.id = far.other_id
WHERE near.person_id = :person AND far.other_id <> :person
  AND far.other_id NOT IN (SELECT other_id FROM companion WHERE person_id = :person)
GROUP BY other.id
HAVING shared_companions >= :min_shared
ORDER BY score DESC, other.id
