-- Files in the folders of media that were not read, by kind, with an example of each.
-- :kind text?: only this kind, such as .jxl; then every file
-- Example: wwww query passed-over --kind .jxl
SELECT kind, count(*) AS files, sum(bytes) AS bytes, min(path) AS example
FROM passed_over
WHERE :kind IS NULL OR kind = :kind
GROUP BY kind, CASE WHEN :kind IS NULL THEN '' ELSE path END
ORDER BY files DESC, kind, example
