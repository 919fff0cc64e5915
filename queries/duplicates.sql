-- Files with the same content: all names of a picture, or of every picture with several.
-- :media media?: only this one, by path, file name or beginning of its hash
-- Example: wwww query duplicates --media IMG_0001.jpg
SELECT substr(media.sha256, 1, 16) AS sha256, media.files, file.path, file.bytes
FROM media JOIN file ON file.media_id = media.id
WHERE CASE WHEN :media IS NULL THEN media.files > 1 ELSE media.id = :media END
ORDER BY media.files DESC, media.sha256, file.path
