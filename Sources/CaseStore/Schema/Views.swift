/// The views that queries may rely on. The columns are described in `queries/README.md`.
///
/// Views hold nothing, so they are made anew whenever this text changes.
enum Views {
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
    """
}
