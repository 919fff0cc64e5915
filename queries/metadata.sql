-- What metadata say, each value with its source: of one file, or one property of all.
-- :media media?: only this photo or video
-- :property text?: only this: date, position, place, person, caption, event, author, link
-- :source text?: only this source, such as sidecar or takeout
-- Example: wwww query metadata --property author --source instaloader
SELECT media.path, property, value, source, origin, used
FROM metadata JOIN media ON media.id = media_id
WHERE (:media IS NULL OR media_id = :media) AND (:property IS NULL OR property = :property)
  AND (:source IS NULL OR source = :source)
ORDER BY media.path, property, trust, metadata.id
