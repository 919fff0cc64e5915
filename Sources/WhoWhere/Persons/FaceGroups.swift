import CaseStore
import Domain
import FaceClustering

/// Faces, or observations, that can be compared, in groups: those of each person together, each of nobody
/// by itself.
struct FaceGroups: Sendable {
  /// The rows of each group's faces.
  private(set) var members: [[Int]] = []
  /// For each group its person; `nil` for a face of nobody.
  private(set) var persons: [PersonID?] = []
  /// The group of each person who has one.
  private(set) var ofPerson: [PersonID: Int] = [:]
  /// For each row its group; `nil` for those that are not compared.
  private(set) var ofRow: [Int?]

  /// Groups the faces in `rows`, in the order of the first of each. O(faces).
  ///
  /// - Parameter owners: For every row whose face it is.
  init(_ owners: [PersonID?], among rows: [Int]) {
    ofRow = [Int?](repeating: nil, count: owners.count)
    for row in rows {
      let person = owners[row]
      if let person, let group = ofPerson[person] {
        members[group].append(row)
        ofRow[row] = group
        continue
      }
      if let person { ofPerson[person] = members.count }
      ofRow[row] = members.count
      members.append([row])
      persons.append(person)
    }
  }
}
