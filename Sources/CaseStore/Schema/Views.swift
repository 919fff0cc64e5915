import Domain

/// The views that queries may rely on. The columns are described in `queries/README.md`.
///
/// Views hold nothing, so they are made anew whenever this text changes.
enum Views {
  /// `MetadataSource.rank` of a row.
  static let trust =
    "CASE source "
    + MetadataSource.allCases.map { "WHEN '\($0.rawValue)' THEN \($0.rank)" }.joined(separator: " ")
    + " END"

  static let sql = """
    CREATE VIEW person AS
      SELECT person_record.id, name, coalesce(
          name || CASE WHEN name_probability IS NULL THEN '' ELSE ' (machine, unconfirmed)' END,
          'Person ' || person_record.id) AS label,
        coalesce(faces, 0) AS faces, coalesce(media, 0) AS media, coalesce(alone, 0) AS alone,
        coalesce(degree, 0) AS degree, first, last, community, confidence,
        name_probability,
        name IS NULL AND EXISTS (
          SELECT 1 FROM person_artefact WHERE person_id = person_record.id) AS artefact
      FROM person_record LEFT JOIN person_summary ON person_summary.person_id = person_record.id
        LEFT JOIN person_confidence ON person_confidence.person_id = person_record.id
      WHERE person_summary.person_id IS NOT NULL OR name IS NOT NULL;
    CREATE VIEW file AS
      SELECT media_id, path, rtrim(rtrim(path, replace(path, '/', '')), '/') AS folder,
        size AS bytes
      FROM media_file;
    CREATE VIEW media AS
      SELECT id,
        (SELECT min(path) FROM media_file WHERE media_id = media_item.id) AS path,
        (SELECT count(*) FROM media_file WHERE media_id = media_item.id) AS files,
        kind, format, size AS bytes, width, height, date, substr(date, 1, 10) AS day,
        latitude, longitude,
        CASE WHEN latitude IS NOT NULL AND longitude IS NOT NULL
          THEN printf('%.2f,%.2f', latitude, longitude) END AS place,
        camera, CASE WHEN recipe <> 'frames' THEN sha256 END AS sha256,
        (SELECT count(*) FROM face_detection WHERE media_id = media_item.id) AS faces,
        (SELECT count(*) FROM appearance_record WHERE media_id = media_item.id) AS persons
      FROM media_item;
    CREATE VIEW face AS
      SELECT id, media_id, face_detection.person_id,
        CASE WHEN time >= 0 THEN time END AS time, top_edge AS top, right_edge AS "right",
        bottom_edge AS bottom, left_edge AS "left", score, quality, size_quality AS size,
        sharpness_quality AS sharpness, pose_quality AS pose, distance,
        face_confidence.confidence, track, face_frame.number AS frame, time AS moment, is_drawn AS drawn,
        (SELECT mark FROM face_mark WHERE face_mark.face_id = face_detection.id) AS mark
      FROM face_detection LEFT JOIN face_frame ON face_frame.face_id = face_detection.id
        LEFT JOIN face_distance ON face_distance.face_id = face_detection.id
        LEFT JOIN person_confidence ON person_confidence.person_id = face_detection.person_id
        LEFT JOIN face_confidence ON face_confidence.face_id = face_detection.id
          AND person_confidence.person_id IS NOT NULL;
    CREATE VIEW appearance AS
      SELECT person_id, media_id, faces, frames, best_face_id FROM appearance_record;
    CREATE VIEW video AS
      SELECT media_id, duration, frame_rate, codec, samples, step, partial, content_identifier
      FROM video_item;
    CREATE VIEW span AS
      WITH seen AS (
        SELECT face_detection.id, person_id, face_detection.media_id, time, quality,
          coalesce(until, time) AS until, max(2500, coalesce(step, 0) * 3 / 2) AS gap
        FROM face_detection
        LEFT JOIN face_frame ON face_id = face_detection.id
        LEFT JOIN video_item ON video_item.media_id = face_detection.media_id
        WHERE person_id IS NOT NULL AND time >= 0
      ), begun AS (
        SELECT *, coalesce(time - max(until) OVER (
          PARTITION BY person_id, media_id ORDER BY time, id
          ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) > gap, 1) AS begins
        FROM seen
      ), numbered AS (
        SELECT *, sum(begins) OVER (
          PARTITION BY person_id, media_id ORDER BY time, id) AS number
        FROM begun
      )
      SELECT person_id, media_id, number, min(time) AS start_ms, max(until) AS end_ms,
        count(DISTINCT time) AS frames
      FROM numbered GROUP BY person_id, media_id, number;
    CREATE VIEW companion AS
      SELECT person_id, other_id, media, frames, first, last FROM cooccurrence_record;
    CREATE VIEW cooccurrence AS
      SELECT person_id AS person_a, other_id AS person_b, media, frames, first, last
      FROM cooccurrence_record WHERE person_id < other_id;
    CREATE VIEW decision AS
      SELECT id, kind, person_id, other_id, name, old_name, author, time, undone, undone_by,
        (SELECT count(*) FROM decision_face
          WHERE decision_id = decision_record.id AND is_subject) AS faces, probability
      FROM decision_record;
    CREATE VIEW measure AS SELECT person_id, measure, value FROM measure_record;
    CREATE VIEW centrality AS
      SELECT person_id,
        max(value) FILTER (WHERE measure = 'betweenness') AS betweenness,
        max(value) FILTER (WHERE measure = 'closeness') AS closeness,
        max(value) FILTER (WHERE measure = 'pagerank') AS pagerank
      FROM measure_record GROUP BY person_id;
    CREATE VIEW place AS
      SELECT printf('%.2f,%.2f', latitude, longitude) AS place,
        round(avg(latitude), 6) AS latitude, round(avg(longitude), 6) AS longitude,
        count(*) AS media, min(date) AS first, max(date) AS last
      FROM media_item WHERE latitude IS NOT NULL AND longitude IS NOT NULL GROUP BY 1;
    CREATE VIEW passed_over AS SELECT path, kind, size AS bytes FROM passed_over_file;
    CREATE VIEW run AS
      SELECT id, command, version, started, finished, parameters, models, counts,
        (SELECT count(*) FROM failure_record WHERE run_id = run_record.id) AS failures
      FROM run_record;
    CREATE VIEW failure AS SELECT id, run_id, path, reason, message FROM failure_record;
    CREATE VIEW manifest AS
      SELECT media_file.path, media_file.size AS bytes,
        strftime('%Y-%m-%dT%H:%M:%SZ', media_file.modified / 1000000000, 'unixepoch') AS modified,
        media_item.sha256, kind, date, first_seen.run_id AS first_run, first_seen.time AS first_seen
      FROM media_file JOIN media_item ON media_item.id = media_id
        LEFT JOIN first_seen ON first_seen.sha256 = media_item.sha256;
    CREATE VIEW custody AS
      SELECT id, time, action, beginning_id, hash, details
      FROM custody_entry LEFT JOIN custody_detail ON entry_id = id;
    CREATE VIEW metadata AS
      SELECT id, media_id, property, value, source, origin, \(trust) AS trust,
        property IN ('date', 'position') AND row_number() OVER (
          PARTITION BY media_id, property ORDER BY \(trust), id) = 1 AS used,
        top_edge AS top, right_edge AS "right", bottom_edge AS bottom, left_edge AS "left"
      FROM metadata_value;
    CREATE VIEW proposed_name AS
      WITH near AS (
        SELECT named.id, named.value AS name, named.source, named.origin, named.media_id,
          face.id AS face_id, face.person_id,
          (min(named.right_edge, face.right_edge) - max(named.left_edge, face.left_edge))
            * (min(named.bottom_edge, face.bottom_edge) - max(named.top_edge, face.top_edge))
            * 1.0 AS shared,
          (named.right_edge - named.left_edge) * (named.bottom_edge - named.top_edge)
            + (face.right_edge - face.left_edge) * (face.bottom_edge - face.top_edge) AS areas
        FROM metadata_value AS named
        JOIN face_detection AS face ON face.media_id = named.media_id AND face.time IS NULL
        WHERE named.property = 'person' AND named.top_edge IS NOT NULL
          AND abs(named.left_edge + named.right_edge - face.left_edge - face.right_edge)
            < 0.8 * min(named.right_edge - named.left_edge, face.right_edge - face.left_edge)
          AND abs(named.top_edge + named.bottom_edge - face.top_edge - face.bottom_edge)
            < 0.8 * min(named.bottom_edge - named.top_edge, face.bottom_edge - face.top_edge)
      )
      SELECT face_id, person_id, media_id, name, source, origin,
        max(shared / (areas - shared)) AS overlap, id AS metadata_id
      FROM near WHERE shared / (areas - shared) >= 0.25 GROUP BY id;
    CREATE VIEW copy AS SELECT media_id, picture_id, rank FROM picture_copy;
    CREATE VIEW event_media AS
      SELECT name AS event, media_file.media_id
      FROM event_part JOIN event_record ON event_record.id = event_id
        JOIN media_file
          ON folder = '' OR path >= folder || '/' AND path < folder || '0'
      UNION
      SELECT name, media_item.id
      FROM event_part JOIN event_record ON event_record.id = event_id
        JOIN media_item ON date >= since AND date < until
      UNION
      SELECT coalesce(name, value), media_id
      FROM metadata_value LEFT JOIN event_record ON lower(name) = lower(value)
      WHERE property = 'event';
    CREATE VIEW attendance AS
      SELECT person_id, event, count(DISTINCT \(Appearances.occasion(of: "media_item.id"))) AS media,
        sum(faces) AS faces, min(date) AS first,
        max(date) AS last
      FROM event_media JOIN appearance_record USING (media_id)
        JOIN media_item ON media_item.id = media_id
      GROUP BY person_id, event;
    CREATE VIEW event AS
      SELECT event AS name, count(*) AS media, (
          SELECT count(DISTINCT person_id)
          FROM event_media AS part JOIN appearance_record USING (media_id)
          WHERE part.event = event_media.event
        ) AS persons, min(date) AS first, max(date) AS last
      FROM event_media JOIN media_item ON media_item.id = media_id GROUP BY event
      UNION ALL
      SELECT name, 0, 0, NULL, NULL FROM event_record
      WHERE name NOT IN (SELECT event FROM event_media);
    """
}
