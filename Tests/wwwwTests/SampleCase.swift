import Foundation
import SystemPackage
import TestSupport

/// A small case in a folder of its own, made by the program itself out of made-up vectors: five
/// people at a party and on a trip.
struct SampleCase {
  private let temporary: TemporaryFolder
  let run: CommandLine

  /// The folder that commands run in.
  var folder: FilePath { temporary.path }

  init() throws {
    temporary = try TemporaryFolder()
    run = CommandLine(folder: temporary.path)
    let photos: [(path: String, people: [Int])] = [
      ("/photos/party/a.jpg", [0, 1]), ("/photos/party/b.jpg", [0, 1, 2]),
      ("/photos/party/c.jpg", [1, 2]), ("/photos/party/d.jpg", [0]),
      ("/photos/trip/a.jpg", [2, 3]),
      ("/photos/trip/b.jpg", [2, 3, 4]), ("/photos/trip/c.jpg", [3, 4]),
    ]
    var lines = ""
    for (number, photo) in photos.enumerated() {
      for (place, person) in photo.people.enumerated() {
        var vector = [Double](repeating: 0, count: 128)
        vector[person] = 0.5
        vector[100 + person] = 0.01 * Double(number)
        let left = 100 * place
        lines += """
          {"my_text":"\(photo.path)","coord":[10,\(left + 90),100,\(left)],"my_vector":\(vector)}

          """
      }
    }
    try Data(lines.utf8).write(to: URL(fileURLWithPath: folder.appending("faces.ndjson").string))
    try Data(
      """
      path,date,latitude,longitude,place,event,source
      /photos/party/a.jpg,2024-05-01T18:30:00Z,48.2,16.37,,,Ada
      /photos/trip/a.jpg,2024-08-10,,,Graz,,
      /photos/trip/b.jpg,2024-08-11,,,,Trip,
      /photos/none.jpg,2024-08-11,,,,Trip,

      """.utf8
    ).write(to: URL(fileURLWithPath: folder.appending("table.csv").string))
    try Data("path,person\n/photos/party/d.jpg,Ada\n".utf8)
      .write(to: URL(fileURLWithPath: folder.appending("labels.csv").string))
  }

  /// Runs the program; it must succeed.
  @discardableResult
  func must(_ arguments: String...) throws -> String {
    let outcome = try run(arguments)
    guard outcome.status == 0 else {
      throw Failed(description: "\(arguments): \(outcome.status), \(outcome.errors)")
    }
    return outcome.output
  }

  /// A case with persons, one of whom has a name.
  static func clustered() throws -> SampleCase {
    let album = try SampleCase()
    try album.must("import", "faces.ndjson")
    try album.must("cluster")
    try album.must("people", "name", "0", "Ada")
    return album
  }

  struct Failed: Error, CustomStringConvertible { let description: String }
}
