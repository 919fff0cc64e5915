import Domain
import GraphFormats

extension ResultTable {
  /// The persons that the rows name, in columns that are called after them.
  public var persons: Set<PersonID> {
    let places = columns.indices.filter {
      ["person", "other", "person_id", "person_a", "person_b", "id"].contains(columns[$0])
        && (columns[$0] != "id" || columns.contains("label"))
    }
    return Set(
      rows.flatMap { row in
        places.compactMap { place in
          if case .integer(let number) = row[place] { PersonID(Int(number)) } else { nil }
        }
      })
  }
}
