-- Pairs of people who are always, or nearly always, together.
-- `share` is the part of all media of either that show both: 1 means never one without the other.
-- :min_media int = 2: the least number of media with both
-- :min_share number = 1: the least share, 0 to 1
-- Example: wwww query always-together --min-media 3 --min-share 0.8
SELECT a.id AS person_a, a.name AS name_a, b.id AS person_b, b.name AS name_b,
  cooccurrence.media, a.media AS media_a, b.media AS media_b,
  1.0 * cooccurrence.media / (a.media + b.media - cooccurrence.media) AS share
FROM cooccurrence
JOIN person AS a ON a.id = cooccurrence.person_a
JOIN person AS b ON b.id = cooccurrence.person_b
WHERE cooccurrence.media >= :min_media AND share >= :min_share
ORDER BY cooccurrence.media DESC, share DESC, a.id, b.id
