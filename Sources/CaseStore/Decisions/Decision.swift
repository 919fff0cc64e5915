import Domain
import GRDB

/// What somebody decided about persons, before it has a number.
public struct NewDecision: Sendable, Equatable {
  /// What was decided.
  public enum Kind: String, Sendable, CaseIterable {
    /// A name was given or taken away.
    case name
    /// Some faces were looked at and are this person's.
    case confirm
    /// Some faces, of whomever, are this person's.
    case assign
    /// A face that the detector missed was drawn by hand; it may be a person's.
    case add
    /// Persons are one.
    case merge
    /// The answer to a question: two persons are one.
    case same
    /// The answer to a question: two persons are not one.
    case different
    /// The answer to a question: nobody can tell.
    case unsure
    /// Some faces of a person are another person.
    case split
    /// Some faces are not this person's.
    case reject
    /// A person is of no interest.
    case ignore
  }

  /// What was decided.
  public var kind: Kind
  /// The person it is about; of a merge the one who stays; `nil` where a face was added of nobody.
  public var person: PersonID?
  /// Of a merge the first person who went into the other; of a split the person who came out; of an
  /// answer about two persons the other.
  public var other: PersonID?
  /// The name that was given, if any.
  public var name: String?
  /// The name before, if any.
  public var oldName: String?
  /// Of a name that a program gave: how likely it is.
  public var probability: Double?
  /// The faces it is about.
  public var faces: [DecidedFace]
  /// Who decided.
  public var author: String

  /// A decision with these values.
  public init(
    _ kind: Kind, of person: PersonID?, other: PersonID? = nil, name: String? = nil,
    oldName: String? = nil, probability: Double? = nil, faces: [DecidedFace] = [], author: String
  ) {
    self.kind = kind
    self.person = person
    self.other = other
    self.name = name
    self.oldName = oldName
    self.probability = probability
    self.faces = faces
    self.author = author
  }
}

/// The faces that a decision may be about, or may conflict with.
public struct DecisionScope: Sendable {
  /// The faces, by rising ID, without embeddings.
  public internal(set) var faces = FaceTable()
  /// The state of the case in which they are so.
  public internal(set) var revision = DecisionRevision()
  /// The decisions that stand, and those that were undone.
  public internal(set) var decisions: [Decision] = []
  /// Everybody who was ever formed, by rising ID.
  public internal(set) var persons: [Person] = []
  /// The content hashes of the media they are in.
  public internal(set) var hashes: [MediaID: String] = [:]
}

/// A state of what is decided and whose the faces are; another one where anybody decided, undid or
/// clustered since, or where faces were replaced or forgotten. New faces alone make no other state.
public struct DecisionRevision: Sendable, Equatable {
  var decision: DecisionID = 0
  var undone = 0
  var run: RunID = 0
  var replacedFaces = 0
  var undoneRuns = 0

  /// Whether only decisions came or went between both: the same faces, and the same clustering.
  public func isSameClustering(as other: DecisionRevision) -> Bool {
    run == other.run && undoneRuns == other.undoneRuns && replacedFaces == other.replacedFaces
  }
}

/// A recorded decision.
public struct Decision: Sendable, Equatable {
  /// Its number.
  public var id: DecisionID
  /// What was decided.
  public var content: NewDecision
  /// When: UTC, ISO 8601.
  public var time: String
  /// The run in which it was taken; `nil` for old decisions.
  public var run: RunID?
  /// When it was undone, and by whom; `nil` where it stands.
  public var undoneTime, undoneBy: String?

  /// Whether it stands.
  public var stands: Bool { undoneTime == nil }

  /// A decision of this number.
  public init(
    id: DecisionID, content: NewDecision, time: String, run: RunID? = nil,
    undoneTime: String? = nil, undoneBy: String? = nil
  ) {
    self.id = id
    self.content = content
    self.time = time
    self.run = run
    self.undoneTime = undoneTime
    self.undoneBy = undoneBy
  }
}

/// A face that a decision is about, by its place in a media: faces get other numbers when a media is
/// looked at by another detector, places stay.
public struct DecidedFace: Sendable, Equatable {
  /// The content hash of the media.
  public var sha256: String
  /// Milliseconds from the start of a video; `nil` in photos.
  public var time: Int?
  /// Where in the picture.
  public var box: FaceBox
  /// Whose face it was before; `nil` is nobody's.
  public var person: PersonID?
  /// Whether it is one of the faces that were named; else one of the person's other faces.
  public var isSubject: Bool

  /// A face at this place.
  public init(
    sha256: String, time: Int?, box: FaceBox, person: PersonID?, isSubject: Bool
  ) {
    self.sha256 = sha256
    self.time = time
    self.box = box
    self.person = person
    self.isSubject = isSubject
  }
}

extension NewDecision.Kind: DatabaseValueConvertible {}
