-- Files that could not be used, by reason, with an example of each.
-- :run int?: only in this run
-- Example: wwww query failures
SELECT reason, count(*) AS count, count(DISTINCT path) AS files, min(path) AS example,
  max(run_id) AS last_run
FROM failure
WHERE :run IS NULL OR run_id = :run
GROUP BY reason
ORDER BY count DESC, reason
