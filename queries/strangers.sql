-- Strangers to a person who are close to the person's companions: who has probably met.
-- `score` is the Adamic-Adar index: shared companions, those with few others counting more.
-- `through` lists the IDs of the shared companions.
-- :person person: the one asked about
-- :min_shared int = 2: the least number of shared companions
-- Example: wwww query strangers --person 12
WITH
  met AS MATERIALIZED (
    SELECT companion.other_id AS id, person.degree
    FROM companion JOIN person ON person.id = companion.other_id
    WHERE companion.person_id = :person
  ),
  far AS (
    SELECT companion.other_id AS id, count(*) AS shared, sum(1 / ln(met.degree)) AS score,
      group_concat(met.id, ' ') AS through
    FROM met CROSS JOIN companion ON companion.person_id = met.id
    WHERE companion.other_id <> :person AND companion.other_id NOT IN (SELECT id FROM met)
    GROUP BY companion.other_id HAVING count(*) >= :min_shared
  )
SELECT person.id AS person, person.name, far.shared AS shared_companions, far.score, far.through
FROM far JOIN person ON person.id = far.id
ORDER BY far.score DESC, person.id
