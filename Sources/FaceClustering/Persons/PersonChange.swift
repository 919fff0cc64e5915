/// What happened to a person between two clusterings.
public enum PersonChange: Sendable, Hashable {
  /// A person not known before, with this many faces.
  case new(person: Int, faces: Int)
  /// A person got faces that belonged to nobody.
  case grown(person: Int, by: Int)
  /// A person lost faces, to nobody or because they were removed.
  case shrunk(person: Int, by: Int)
  /// Faces of other persons, their numbers given, are this person's now.
  case merged(person: Int, from: [Int])
  /// A person's faces are now this person's and those of others, their numbers given.
  case split(person: Int, into: [Int])
  /// A person has no faces any more.
  case vanished(person: Int)

  /// The person the change is about.
  public var person: Int {
    switch self {
    case .new(let person, _), .grown(let person, _), .shrunk(let person, _),
      .merged(let person, _), .split(let person, _), .vanished(let person):
      person
    }
  }
}
