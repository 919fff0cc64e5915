import ArgumentParser
import Files
import SystemPackage
import WhoWhere

struct Encode: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Encode files as a stream filter, for Apache Spark and other schedulers.",
    discussion: """
      Reads a request a line from standard input: a JSON object with path_base64, the path's bytes in \
      base64, and for a part of a video from_ms and to_ms. Writes a JSON document for each to standard \
      output; `wwww import` takes them into a case, which is then as if `wwww index` had looked at the \
      files. A file that cannot be used is a document that says why, and no failure of the program.

      `wwww encode --list PATH…` writes the requests for what is below some folders; long videos are \
      divided. The list also tells how faces are to be found and what the arithmetic must give, so that \
      a machine with other settings, models or libraries refuses.

        wwww encode --list photos | wwww encode | wwww import -
      """)

  @Flag(help: "Write the requests for what is below these files and folders, instead of encoding.")
  var list = false

  @Option(
    help: ArgumentHelp(
      "--list: how many minutes of a video make a request; a multiple of ten.", valueName: "n"))
  var minutes = 10

  @Argument(help: "--list: photos, videos, and folders of them.")
  var paths: [String] = []

  @OptionGroup(title: "Finding faces") var indexing: IndexOptions
  @OptionGroup(title: "Models") var models: ModelOptions

  func validate() throws {
    guard list == !paths.isEmpty else {
      throw ValidationError(
        list
          ? "--list needs files or folders."
          : "encode reads its files from standard input; `wwww encode --list PATH…` lists them.")
    }
    guard minutes >= 10, minutes % 10 == 0, minutes <= 100_000 else {
      throw ValidationError("--minutes takes 10, 20, 30, …")
    }
  }

  func run() throws {
    let encoder = try FileEncoder(models.library(), indexing.settings)
    guard list else {
      _ = try encoder.run(.standardInput, to: DescriptorSink.standardOutput)
      return
    }
    let list = EncodingList(paths.map { FilePath($0) }, for: encoder, minutes: minutes)
    let output = DescriptorSink.standardOutput
    for request in list.requests { try output.write(request.line()) }
    try report(list.failures)
  }
}
