-- Pictures and videos in which a person is alone.
-- `strangers` counts faces that belong to no person.
-- :person person: the one asked about
-- Example: wwww query alone --person 12
SELECT media.date, media.path, media.place, media.faces - appearance.faces AS strangers
FROM appearance JOIN media ON media.id = appearance.media_id
WHERE appearance.person_id = :person AND media.persons = 1
ORDER BY strangers, media.date IS NULL, media.date, media.path
