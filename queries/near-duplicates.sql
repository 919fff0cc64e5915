-- Photos that are copies of one picture: scaled, encoded anew, or cropped. The best is shown first.
-- :media media?: only the copies of this photo
-- They count as one picture in weights, figures and graphs. Files of the same bytes are in `duplicates`.
-- Example: wwww query near-duplicates --media IMG_0001.jpg
SELECT best.path AS picture, copy.rank, media.path, media.width, media.height, media.bytes,
  media.date, media.persons
FROM copy JOIN media AS best ON best.id = copy.picture_id JOIN media ON media.id = copy.media_id
WHERE :media IS NULL
  OR copy.picture_id = (SELECT picture_id FROM copy WHERE media_id = :media)
ORDER BY best.path, copy.rank
