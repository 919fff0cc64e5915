-- Pictures and videos with faces that belong to no person, clearest face first.
-- :min_quality number = 0: the least quality of a face, 0 to 1
-- :limit int = 200: at most so many
-- Example: wwww query unknown-faces --min-quality 0.5
SELECT media.path, count(*) AS unknown, max(face.quality) AS best_quality, media.persons, media.date
FROM face JOIN media ON media.id = face.media_id
WHERE face.person_id IS NULL AND face.quality >= :min_quality
GROUP BY face.media_id
ORDER BY best_quality DESC, media.path
LIMIT :limit
