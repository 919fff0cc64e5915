import CaseStore
import Domain
import FaceVision
import Files
import Foundation
import SystemPackage

/// What the user knows of photos and videos: CSV with the columns `path` and any of `date`, `latitude`,
/// `longitude`, `place`, `event`, `source`.
///
/// `path` names a photo, a video, or a folder of them; `source` says where the user has it from.
public struct MetadataTable: Sendable {
  /// A line of the table.
  public struct Row: Sendable {
    /// The line, from 1.
    public var line: Int
    /// The photo, video or folder.
    public var path: String
    /// What it says.
    public var values: [MetadataValue]
  }

  /// The lines that can be used, in the order of the file.
  public let rows: [Row]
  /// The lines that cannot.
  public let failures: [Failure]
  private let folder: FilePath
  private let name: String

  private static let columns = [
    "path", "date", "latitude", "longitude", "place", "event", "source",
  ]

  /// Reads the table at `path`.
  ///
  /// - Throws: `MetadataTableError` where it is no such table; `FileError` where it cannot be read.
  public init(_ path: FilePath) throws {
    var lines: ArraySlice<(line: Int, fields: [String])>
    do {
      lines = try CSVRows(String(decoding: try readFile(path), as: UTF8.self)).rows[...]
    } catch let error as LabelError {
      throw MetadataTableError(line: error.line, problem: error.problem)
    }
    let header =
      lines.popFirst()?.fields.map {
        $0.trimmingCharacters(in: .whitespaces).lowercased()
      } ?? []
    if let unknown = header.first(where: { !Self.columns.contains($0) }) {
      throw MetadataTableError(line: 1, problem: "there is no column “\(unknown)”")
    }
    guard header.contains("path"), header.count > 1, Set(header).count == header.count else {
      throw MetadataTableError(
        line: 1, problem: "the header must name path and other columns, each once")
    }
    let name = path.lastComponent.map { displayName(FilePath(root: nil, [$0])) } ?? "table"
    var rows: [Row] = []
    var failures: [Failure] = []
    for (line, fields) in lines {
      do {
        rows.append(try Self.row(line, fields, header, name))
      } catch let error as MetadataTableError {
        failures.append(
          Failure(
            path: "\(name), line \(error.line)", reason: "metadata", message: error.problem))
      }
    }
    self.rows = rows
    self.failures = failures
    folder = path.removingLastComponent()
    self.name = name
  }

  private static func row(
    _ line: Int, _ fields: [String], _ header: [String], _ file: String
  ) throws -> Row {
    func fail(_ problem: String) -> MetadataTableError {
      MetadataTableError(line: line, problem: problem)
    }
    guard fields.count == header.count else {
      throw fail("there are \(fields.count) fields for \(header.count) columns")
    }
    func field(_ name: String) -> String {
      header.firstIndex(of: name).map {
        fields[$0].trimmingCharacters(in: .whitespacesAndNewlines)
      } ?? ""
    }
    let path = field("path")
    guard !path.isEmpty else { throw fail("path is empty") }
    let origin = file + (field("source").isEmpty ? "" : ": \(field("source"))")
    var values: [MetadataValue?] = []
    if !field("date").isEmpty {
      guard let date = MetadataDate.utc(field("date")) else {
        throw fail("“\(field("date").prefix(40))” is no day or moment such as 2024-05-01T18:30:00Z")
      }
      values.append(MetadataValue(.date, date, .csv, origin))
    }
    switch (field("latitude"), field("longitude")) {
    case ("", ""): break
    case (let north, let east):
      guard let latitude = Double(north), let longitude = Double(east),
        let value = MetadataValue(latitude: latitude, longitude: longitude, .csv, origin)
      else { throw fail("latitude and longitude are no place in degrees") }
      values.append(value)
    }
    values.append(MetadataValue(.place, field("place"), .csv, origin))
    if !field("event").isEmpty {
      values.append(
        try EventNaming.suitable(field("event")).flatMap { MetadataValue(.event, $0, .csv, origin) }
      )
    }
    let said = values.compactMap { $0 }
    guard !said.isEmpty else { throw fail("nothing is said of \(path)") }
    return Row(line: line, path: path, values: said)
  }

  /// What importing did.
  public struct Report: Sendable {
    /// The photos and videos that lines were about.
    public var media = 0
    /// Those of which something is known now that was not before.
    public var changed = 0
    /// The lines that could not be used.
    public var failures: [Failure] = []
  }

  /// Takes the table into a case, in place of what a table said of the same things before.
  ///
  /// - Throws: An error of the case.
  public func save(into storage: SQLiteCase) throws -> Report {
    try storage.recording(
      NewRun(command: "metadata import", parameters: ["rows": "\(rows.count)"], models: [:])
    ) { _ in
      let reader = try CaseReader(in: storage.folder)
      var report = Report(failures: failures)
      var order: [MediaID] = []
      var values: [MediaID: [MetadataValue]] = [:]
      for row in rows {
        do {
          for media in try media(row.path, reader) {
            if values[media] == nil { order.append(media) }
            values[media, default: []] += row.values
          }
        } catch let error as QueryError {
          report.failures.append(
            Failure(path: "\(name), line \(row.line)", reason: "metadata", message: "\(error)"))
        }
      }
      report.media = order.count
      report.changed = try storage.save(told: order.map { ($0, values[$0] ?? []) })
      return (
        report, counts: ["media": report.media, "changed": report.changed],
        failures: report.failures
      )
    }
  }

  /// The media that a path leads to: as the case shows it, beside the table, or a folder.
  private func media(_ path: String, _ reader: CaseReader) throws -> [MediaID] {
    do { return [try reader.media(path)] } catch let error as QueryError {
      let beside = folder.pushing(FilePath(path))
      if let media = try? reader.media(beside.string) { return [media] }
      for name in [path, beside.string] {
        if let media = try? reader.event("folder:" + name) { return media }
      }
      throw error
    }
  }
}

/// Why a table of metadata cannot be used.
public struct MetadataTableError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The line, from 1.
  public let line: Int
  /// What is wrong.
  public let problem: String

  /// What is wrong, where, and what is expected.
  public var description: String {
    "metadata, line \(line): \(problem); expected is CSV such as "
      + "path,date,latitude,longitude,place,event,source"
  }
}
