-- What was done to the case, the latest first.
-- `counts` holds the run's figures as JSON; a run without an end was stopped.
-- Example: wwww query runs
SELECT id AS run, command, started, finished,
  CAST(round((julianday(finished) - julianday(started)) * 86400) AS INTEGER) AS seconds, failures,
  counts, version
FROM run
ORDER BY id DESC
