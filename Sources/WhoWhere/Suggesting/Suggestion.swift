import Domain
import GraphFormats

/// A question about faces whose answer would correct the case, with how probable "yes" is and why.
public struct Suggestion: Sendable, Equatable, Encodable {
  /// What is asked.
  public enum Kind: String, Sendable, CaseIterable, Encodable {
    /// Are two persons one?
    case same
    /// Does a face of nobody belong to this person?
    case unassigned
    /// Does a face not belong to the person whose it is?
    case misplaced
    /// Is this person two people?
    case mixed
  }

  /// What is asked.
  public var kind: Kind
  /// How probable "yes" is.
  public var probability: Double
  /// Whether it is about a part that a person with a name lost.
  public var isLostPart = false
  /// The person it is about.
  public var person: PersonID
  /// The person's name.
  public var name: String?
  /// Of `same` the other person.
  public var other: PersonID?
  /// The other person's name.
  public var otherName: String?
  /// The faces it is about: of `unassigned` and `misplaced` the face, of `mixed` those of the smaller
  /// part, of `same` the two that look most alike.
  public var faces: [FaceID]
  /// How similar both sides are: the mean cosine of their faces.
  public var similarity: Double
  /// Who else is most similar to the side in question, and how similar.
  public var rival: PersonID?
  /// How similar the rival is.
  public var rivalSimilarity: Double?

  /// One a row, with the commands that answer it.
  public static func table(_ suggestions: [Suggestion]) -> ResultTable {
    var table = ResultTable(columns: [
      "kind", "probability", "person", "name", "other", "other_name", "faces", "similarity",
      "rival",
      "rival_similarity", "lost_part", "yes", "no",
    ])
    for suggestion in suggestions {
      let answers = suggestion.answers
      table.append([
        .text(suggestion.kind.rawValue), .number(suggestion.probability.rounded(digits: 4)),
        .integer(Int64(suggestion.person.rawValue)), CSVCell(suggestion.name),
        CSVCell(suggestion.other?.rawValue), CSVCell(suggestion.otherName),
        .text(suggestion.faces.map(\.description).joined(separator: " ")),
        .number(suggestion.similarity.rounded(digits: 4)), CSVCell(suggestion.rival?.rawValue),
        CSVCell(suggestion.rivalSimilarity?.rounded(digits: 4)), .boolean(suggestion.isLostPart),
        .text(answers.yes), .text(answers.no),
      ])
    }
    return table
  }

  /// The decisions that answer it, as words after `wwww people`.
  public var answers: (yes: String, no: String) {
    let list = faces.map(\.description).joined(separator: " ")
    let other = other?.description ?? ""
    return switch kind {
    case .same: ("same \(person) \(other)", "different \(person) \(other)")
    case .unassigned: ("assign \(list) \(person)", "reject \(person) \(list)")
    case .misplaced: ("reject \(person) \(list)", "confirm \(person) \(list)")
    case .mixed: ("split \(person) \(list)", "confirm \(person)")
    }
  }
}

extension Double {
  fileprivate func rounded(digits: Int) -> Double {
    var scale = 1.0
    for _ in 0..<digits { scale *= 10 }
    return (self * scale).rounded() / scale
  }
}
