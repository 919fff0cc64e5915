import Foundation
import SystemPackage
import TestSupport
import Testing

/// The same photos give the same case, whatever the number of threads.
@Suite struct JobsTests {
  @Test(.enabled(if: ProjectFiles.areFetched, "make setup fetches photos and models"))
  func anyNumberOfThreadsGivesTheSameBytes() throws {
    let folder = try TemporaryFolder()
    let run = CommandLine(folder: folder.path)
    let photos = folder.path.appending("photos")
    try FileManager.default.createDirectory(
      atPath: photos.string, withIntermediateDirectories: true)
    let samples = try FileManager.default.subpathsOfDirectory(
      atPath: ProjectFiles.samples.appending("photos").string
    ).filter { $0.hasSuffix(".jpg") }.sorted().prefix(10)
    for (number, sample) in samples.enumerated() {
      // Each twice, so that contents are shared, too.
      for copy in ["a", "b"] {
        try FileManager.default.copyItem(
          atPath: ProjectFiles.samples.appending("photos/\(sample)").string,
          toPath: photos.appending("\(copy)\(number).jpg").string)
      }
    }
    try Data("no picture".utf8).write(
      to: URL(fileURLWithPath: photos.appending("broken.jpg").string))
    var answers: Set<String> = []
    for jobs in ["1", "2", "8"] {
      let index = try run(["index", "photos", "--case", jobs, "--jobs", jobs])
      #expect(index.status == 2)
      try #expect(run(["cluster", "--case", jobs, "--jobs", jobs]).status == 0)
      var answer = index.output + index.errors
      for table in ["media", "faces", "people", "appearances", "cooccurrences"] {
        answer += try run(["export", table, "--case", jobs]).output
      }
      answer += try run(["export", "faces", "--vectors", "--case", jobs]).output
      answer += try run(["query", "--sql", "SELECT * FROM file", "--case", jobs]).output
      answers.insert(answer)
    }
    #expect(answers.count == 1)
  }
}
