-- Encodes the files of a list on a cluster. Run by spark-sql, with
--   --hivevar list=…     the list: what `wwww encode --list PATH…` wrote
--   --hivevar out=…      the folder of documents to write, for `wwww import`
--   --hivevar program=…  the program on the workers, such as ./wwww/bin/wwww
--   --hivevar tasks=…    into how many tasks the list is divided: some ten for each core
--
-- Without the ROW FORMAT after AS, every document would silently be NULL.
INSERT OVERWRITE DIRECTORY '${out}' USING text
SELECT TRANSFORM (value)
  ROW FORMAT DELIMITED FIELDS TERMINATED BY '\t'
  USING '${program} encode --jobs 1'
  AS (document STRING)
  ROW FORMAT DELIMITED FIELDS TERMINATED BY '\t'
FROM (SELECT /*+ REPARTITION(${tasks}, value) */ value FROM text.`${list}`);
