import CaseStore
import Domain

/// A suggestion as a question to the eye: are the faces on both sides one person's?
public struct QuestionCard: Sendable {
  /// A decision that answers it, as `PersonDecision` words it.
  public struct Answer: Sendable, Equatable {
    /// What `wwww people` calls the decision.
    public var decision: String
    /// The person, or the persons, it is about.
    public var persons: [PersonID]
    /// The faces it is about.
    public var faces: [FaceID]
  }

  /// One side: a face or some, and whose they are.
  public struct Side: Sendable {
    /// What is seen.
    public var title: String
    /// Whose the faces are; `nil` for a face in question.
    public var person: PersonID?
    /// What the case says of that person.
    public var figures: ResultTable?
    /// The faces, the one in question or the clearest first.
    public var faces: ResultTable
  }

  /// The suggestion.
  public var suggestion: Suggestion
  /// The question.
  public var title: String
  /// How probable it is that both sides are one person.
  public var probability: Double
  /// Left and right.
  public var sides: [Side]
  /// The decision that says "same".
  public var same: Answer
  /// The decision that says "different".
  public var different: Answer
  /// The decision that says "nobody can tell"; `nil` where the question is only left for later.
  public var unsure: Answer?

  /// The question that `suggestion` asks about the case that `reader` reads.
  public init(_ suggestion: Suggestion, _ reader: CaseReader) throws {
    self.suggestion = suggestion
    let (person, faces) = (suggestion.person, suggestion.faces)
    let name = suggestion.name ?? "person \(person)"
    func side(of person: PersonID, named name: String?, first: [FaceID] = [], except: [FaceID] = [])
      throws -> Side
    {
      Side(
        title: name ?? "Person \(person)", person: person,
        figures: ResultTable(try reader.figures(ofPerson: person)),
        faces: ResultTable(
          try reader.facesForGlance(first, ofPerson: person, except: except, limit: 9)))
    }
    func side(of faces: [FaceID], titled title: String) throws -> Side {
      Side(title: title, faces: ResultTable(try reader.facesForGlance(faces, limit: 9)))
    }
    func answer(_ decision: String, _ persons: [PersonID], _ faces: [FaceID] = []) -> Answer {
      Answer(decision: decision, persons: persons, faces: faces)
    }
    switch suggestion.kind {
    case .same:
      let other = suggestion.other ?? person
      title = "Are these one person?"
      probability = suggestion.probability
      sides = [
        try side(of: person, named: suggestion.name, first: Array(faces.prefix(1))),
        try side(of: other, named: suggestion.otherName, first: Array(faces.dropFirst().prefix(1))),
      ]
      same = answer("same", [person, other])
      different = answer("different", [person, other])
      unsure = answer("unsure", [person, other])
    case .unassigned:
      title = "Is this a face of \(name)?"
      probability = suggestion.probability
      sides = [
        try side(of: faces, titled: "A face of nobody"),
        try side(of: person, named: suggestion.name),
      ]
      same = answer("assign", [person], faces)
      different = answer("reject", [person], faces)
    case .misplaced:
      title = "Does this face belong to \(name)?"
      probability = 1 - suggestion.probability
      sides = [
        try side(of: faces, titled: "The face in question"),
        try side(of: person, named: suggestion.name, except: faces),
      ]
      same = answer("confirm", [person], faces)
      different = answer("reject", [person], faces)
    case .mixed:
      title = "Is \(name) one person?"
      probability = 1 - suggestion.probability
      sides = [
        try side(of: faces, titled: "Some of the faces"),
        try side(of: person, named: suggestion.name, except: faces),
      ]
      same = answer("confirm", [person])
      different = answer("split", [person], faces)
    }
  }
}
