-- Files with the same content: all names of a picture, or of every picture with several.
-- :media media?: only this one, by path, file name or beginning of its hash
-- Example: wwww query duplicates --media IMG_0001.jpg
WITH copies AS (
  SELECT media_id, count(*) AS files FROM file
  WHERE :media IS NULL OR media_id = :media
  GROUP BY media_id HAVING count(*) > 1 OR :media IS NOT NULL
)
SELECT substr(media.sha256, 1, 16) AS sha256, copies.files, file.path, file.bytes
FROM copies
JOIN media ON media.id = copies.media_id
JOIN file ON file.media_id = copies.media_id
ORDER BY copies.files DESC, media.sha256, file.path
