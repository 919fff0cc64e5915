import Domain
import FaceVision
import Files

/// The faces of a case with their embeddings, one JSON document a line, as the Python tool keeps them.
public struct FaceDocuments: Sendable {
  private let snapshot: CaseSnapshot

  /// The faces of `snapshot`.
  public init(of snapshot: CaseSnapshot) { self.snapshot = snapshot }

  /// Writes every face once, by the first path of its media, then by number; see `FaceDocument`.
  ///
  /// - Throws: What the sink throws.
  /// - Complexity: O(faces), streamed.
  public func write(to sink: any ByteSink) throws {
    let faces = snapshot.faces
    let order = (0..<faces.count).sorted {
      (snapshot.faceMedia[$0], $0) < (snapshot.faceMedia[$1], $1)
    }
    for row in order {
      let box = faces.boxes[row]
      let hasBox = box.right > box.left
      try sink.write(
        FaceDocument(
          path: snapshot.path(of: snapshot.faceMedia[row]),
          embedding: Array(faces.embedding(row)), box: hasBox ? box : nil,
          time: faces.milliseconds(row)
        ).line)
    }
  }
}
