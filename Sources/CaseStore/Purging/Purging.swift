/// What a purge does with each table of the schema. A test compares that with the schema, so that no table
/// is forgotten.
package enum Purging {
  /// Tables whose rows about persons, faces and media a purge takes away.
  package static let searchedTables: Set<String> = [
    "face_detection", "former_face", "decision_record", "decision_face", "clustering_face",
    "neighbor_kind", "neighbor_list", "unfinished_video", "person_record", "media_item",
    "media_file", "video_item", "photo_item", "live_photo", "frame_file", "face_frame",
    "failure_record", "passed_over_file", "run_record",
    "custody_detail", "output_file", "face_distance", "face_confidence", "person_confidence",
    "appearance_record", "cooccurrence_record", "person_summary", "measure_record", "face_mark",
    "person_artefact", "metadata_value", "metadata_read", "picture_hash", "near_copy",
    "picture_copy",
  ]
  /// Tables that hold nothing about anybody, or what has to stay.
  package static let untouchedTables: Set<String> = [
    "source_folder", "clustering_record", "custody_entry", "custody_stamp", "first_seen",
    "purged_place", "case_property", "derived_version", "grdb_migrations", "event_record",
    "event_part", "face_revision",
  ]
}
