-- Who was seen with a person, most often first.
-- `share` is the part of the other's media in which the person is, too: 1 means never without.
-- :person person: the one asked about
-- :min_media int = 1: the least number of media with both
-- Example: wwww query who-with --person 12 --min-media 2
SELECT companion.other_id AS person, person.name, companion.media, companion.frames,
  1.0 * companion.media / person.media AS share, companion.first, companion.last
FROM companion JOIN person ON person.id = companion.other_id
WHERE companion.person_id = :person AND companion.media >= :min_media
ORDER BY companion.media DESC, share DESC, person.id
