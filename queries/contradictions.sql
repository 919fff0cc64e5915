-- Where metadata contradict each other: dates, positions, and the names of one face.
-- :media media?: only this photo or video
-- :hours number = 15: dates must be further apart; clocks without a time zone differ by up to 14
-- :kilometers number = 1: positions must be further apart
-- :limit int = 1000: at most so many
-- The first of two values is the more trusted. EXIF's date of change, which is often later, is left out.
-- Example: wwww query contradictions --hours 48
WITH
  moments AS (
    SELECT id, media_id, value, source, origin, trust, unixepoch(value) AS earliest,
      unixepoch(value) + CASE length(value) WHEN 10 THEN 86399 ELSE 0 END AS latest
    FROM metadata WHERE property = 'date' AND source <> 'changed'
      AND (:media IS NULL OR media_id = :media)
  ),
  points AS (
    SELECT id, media_id, value, source, origin, trust,
      CAST(substr(value, 1, instr(value, ',') - 1) AS REAL) AS latitude,
      CAST(substr(value, instr(value, ',') + 1) AS REAL) AS longitude
    FROM metadata WHERE property = 'position' AND (:media IS NULL OR media_id = :media)
  ),
  found AS (
    SELECT a.media_id, 'date' AS property, a.value, a.source, a.origin, b.value AS other_value,
      b.source AS other_source, b.origin AS other_origin,
      round(max(a.earliest - b.latest, b.earliest - a.latest) / 3600.0, 1) AS apart,
      'hours' AS unit
    FROM moments AS a JOIN moments AS b
      ON b.media_id = a.media_id AND (b.trust, b.id) > (a.trust, a.id)
    WHERE max(a.earliest - b.latest, b.earliest - a.latest) > :hours * 3600
    UNION ALL
    SELECT a.media_id, 'position', a.value, a.source, a.origin, b.value, b.source, b.origin,
      round(kilometers(a.latitude, a.longitude, b.latitude, b.longitude), 1), 'kilometers'
    FROM points AS a JOIN points AS b
      ON b.media_id = a.media_id AND (b.trust, b.id) > (a.trust, a.id)
    WHERE kilometers(a.latitude, a.longitude, b.latitude, b.longitude) > :kilometers
    UNION ALL
    SELECT a.media_id, 'name', a.name, a.source, a.origin, b.name, b.source, b.origin, a.face_id,
      'face'
    FROM proposed_name AS a JOIN proposed_name AS b
      ON b.face_id = a.face_id AND (b.name, b.origin) > (a.name, a.origin)
    WHERE lower(a.name) <> lower(b.name) AND (:media IS NULL OR a.media_id = :media)
  )
SELECT media.path, property, value, source, origin, other_value, other_source, other_origin, apart,
  unit
FROM found JOIN media ON media.id = found.media_id
ORDER BY media.path, property, value, other_value LIMIT :limit
