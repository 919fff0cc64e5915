/// Where a case keeps what is known: media, faces, persons, runs and failures.
///
/// Batches go in, whole tables come out, and saving the same media twice changes nothing: media are
/// known by the SHA-256 of their content. `SQLiteCase` keeps everything in one file; a store on a
/// server would meet the same requirements.
public protocol CaseStorage: Sendable {
  /// Opens a run; everything saved until `finish` belongs to it.
  func begin(_ run: NewRun) throws -> RunID
  /// Closes a run with its figures and failures.
  func finish(_ run: RunID, counts: [String: Int], failures: [Failure]) throws
  /// Takes back a run that came to nothing; one that formed persons stays, unfinished.
  func cancel(_ run: RunID) throws

  /// The folder for `root`, added where it is new.
  func sourceFolder(_ root: [UInt8], label: String) throws -> SourceFolder
  /// All folders that media came from, oldest first.
  func sourceFolders() throws -> [SourceFolder]

  /// Every file known, ordered by path.
  func files() throws -> [MediaFile]
  /// Every media known, in the order it was found.
  func media() throws -> [Media]
  /// Saves files with their media and faces. A media that is known by its hash and recipe keeps its
  /// faces; one found under another recipe has them replaced, and a new face inherits the person of
  /// the old face it overlaps. So do the faces of a file that holds another content now, where they
  /// look alike; decisions about the old faces are then about the new.
  func save(_ batch: [IndexedFile]) throws
  /// Forgets files that are gone, and media that no other file holds. Faces of persons become former
  /// faces, but where a file of the same name with another ending shows them in the same place.
  func forget(_ files: [MediaFile]) throws

  /// Every face, by rising ID.
  func faces() throws -> FaceTable
  /// The faces of persons that are no longer in the case, oldest first.
  func formerFaces() throws -> [FormerFace]

  /// The neighbor lists that were kept, without faces that are gone; `nil` where there are none.
  func neighborLists() throws -> NeighborLists?
  /// Keeps neighbor lists in place of those from before. Rows before `first` are kept already, with
  /// the same kind and radius.
  func save(_ lists: NeighborLists, from first: Int) throws

  /// Every person who was ever formed, by rising ID.
  func persons() throws -> [Person]
  /// Gives each face its person, in the order of `faces()`; −1 is nobody. IDs that are new become
  /// persons; persons without faces stay known, so that no ID is used twice. Former faces of persons
  /// with faces are forgotten.
  func assign(_ personIDs: [PersonID], faceIDs: [FaceID], run: RunID) throws
  /// The least ID that no person has had.
  func nextPersonID() throws -> PersonID

  /// Every decision, the undone ones too, oldest first.
  func decisions() throws -> [Decision]
  /// What a decision about `persons` must be checked against: all faces of the media in which they
  /// are, or which decisions that stand are about.
  func decisionScope(of persons: Set<PersonID>) throws -> DecisionScope
  /// Records a decision, and gives the faces it is about their persons, all or nothing.
  func record(_ decision: NewDecision, assigning persons: [FaceID: PersonID], run: RunID) throws
    -> Decision
  /// Marks a decision as undone, and gives faces back to persons, all or nothing.
  func undo(_ decision: DecisionID, author: String, assigning persons: [FaceID: PersonID]) throws

  /// The annotated copies that were written, wherever they are.
  func annotatedCopies() throws -> [AnnotatedCopy]
  /// Notes copies that were written; one at the same place replaces the earlier.
  func save(_ copies: [AnnotatedCopy]) throws
}

/// Identifies a run of the case.
public typealias RunID = Int64
/// Identifies a media of the case.
public typealias MediaID = Int64
/// Identifies a face of the case.
public typealias FaceID = Int64
/// Identifies a person; counted from 0 and never used again for anybody else. −1 is nobody.
public typealias PersonID = Int
/// Identifies a decision; counted from 1.
public typealias DecisionID = Int64
