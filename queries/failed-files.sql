-- Files that could not be used, one a line.
-- :reason text?: only for this reason
-- :run int?: only in this run
-- Example: wwww query failed-files --reason damaged
SELECT run_id AS run, path, reason, message
FROM failure
WHERE (:reason IS NULL OR reason = :reason) AND (:run IS NULL OR run_id = :run)
ORDER BY run_id DESC, path
