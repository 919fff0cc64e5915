-- Compares the blocks of faces that `wwww shards` wrote, on a cluster. Run by spark-sql, with
--   --hivevar shards=…   the folder of blocks, on a file system that all workers see
--   --hivevar out=…      the folder of pairs to write, for `wwww import-neighbors`
--   --hivevar program=…  the program on the workers, such as ./wwww/bin/wwww
--   --hivevar tasks=…    into how many tasks the pairs of blocks are divided
--
-- Without the ROW FORMAT after AS, every pair would silently be NULL.
INSERT OVERWRITE DIRECTORY '${out}' USING text
SELECT TRANSFORM (value)
  ROW FORMAT DELIMITED FIELDS TERMINATED BY '\t'
  USING '${program} near-pairs --jobs 1 --shards ${shards}'
  AS (pair STRING)
  ROW FORMAT DELIMITED FIELDS TERMINATED BY '\t'
FROM (SELECT /*+ REPARTITION(${tasks}, value) */ value FROM text.`${shards}/pairs.txt`);
