import Domain
import FaceVision
import Files
import GraphFormats
import SystemPackage

/// Who is who in some photos, as a person labeled them: CSV with the columns `path` and `person`,
/// and where a photo shows several faces `top`, `right`, `bottom`, `left`.
public struct LabelFile: Sendable, Equatable {
  /// A labeled face.
  public struct Label: Sendable, Equatable {
    /// The line of the file.
    public var line: Int
    /// The photo.
    public var path: String
    /// Who it is, in any words.
    public var person: String
    /// Where the face is; `nil` for the face nearest to the photo's center.
    public var box: FaceBox?
  }

  /// The labels in the order of the file.
  public let labels: [Label]

  /// Reads the file at `path`.
  ///
  /// - Throws: `LabelError` with the line that is wrong; `FileError` where the file cannot be read.
  public init(_ path: FilePath) throws {
    try self.init(text: String(decoding: try readFile(path, allowsPipes: true), as: UTF8.self))
  }

  /// Reads CSV text.
  ///
  /// - Throws: `LabelError` with the line that is wrong.
  public init(text: String) throws {
    var rows = try CSVRows(text).rows[...]
    guard let header = rows.popFirst() else { throw LabelError(1, "there is no header") }
    func column(_ name: String) -> Int? { header.fields.firstIndex(of: name) }
    guard let path = column("path"), let person = column("person") else {
      throw LabelError(1, "the header must name the columns path and person")
    }
    let sides = ["top", "right", "bottom", "left"].compactMap(column)
    guard sides.isEmpty || sides.count == 4 else {
      throw LabelError(1, "the header must name all of top, right, bottom and left, or none")
    }
    labels = try rows.map { row in
      guard row.fields.count == header.fields.count else {
        throw LabelError(
          row.line, "there are \(row.fields.count) fields for \(header.fields.count) columns")
      }
      guard !row.fields[path].isEmpty, !row.fields[person].isEmpty else {
        throw LabelError(row.line, "path or person is empty")
      }
      return Label(
        line: row.line, path: row.fields[path], person: CSVWriter.withoutGuard(row.fields[person]),
        box: try Self.box(sides.map { row.fields[$0] }, line: row.line))
    }
    guard !labels.isEmpty else { throw LabelError(2, "there is no label") }
  }

  private static func box(_ fields: [String], line: Int) throws -> FaceBox? {
    if fields.allSatisfy(\.isEmpty) { return nil }
    let sides = fields.compactMap { Double($0) }.compactMap { Int32(exactly: $0.rounded()) }
      .map(Int.init)
    guard sides.count == 4, sides[0] < sides[2], sides[3] < sides[1] else {
      throw LabelError(line, "top, right, bottom, left must be numbers, top above bottom")
    }
    return FaceBox(top: sides[0], right: sides[1], bottom: sides[2], left: sides[3])
  }
}
