import ArgumentParser
import Files
import SystemPackage
import WhoWhere

struct Epsilon: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Suggest a radius for `cluster --method dbscan` from the case's own faces.",
    discussion: """
      The recommended radius comes from faces in the same picture, which belong to different \
      people. The k-distance curve with its knee and the mean distance to the nearest face are \
      listed for comparison. `cluster --eps auto` uses the recommended radius. The default method of `cluster` \
      needs no radius.
      """)

  @OptionGroup(title: "Case") var caseOptions: CaseOptions

  @Option(
    name: .customLong("k"),
    help: ArgumentHelp(
      "Which neighbor the curve is about: --min-samples less one.", valueName: "n"))
  var neighbor = 1

  @Option(help: ArgumentHelp("Write the curve into this CSV file.", valueName: "file"))
  var csv: String?

  @Option(help: ArgumentHelp("Draw the curve into this SVG file.", valueName: "file"))
  var svg: String?

  @OptionGroup var writing: WritingOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  @OptionGroup var threads: JobsOptions

  func validate() throws {
    guard neighbor >= 1 else { throw ValidationError("--k takes a number from 1.") }
  }

  func run() throws {
    let storage = try caseOptions.openToAsk()
    let writing = writing.writing(for: storage)
    let advice = try RadiusAdvice(of: storage, k: neighbor, jobs: threads.count)
    if let csv {
      let file = try writing.file(FilePath(csv))
      try advice.curveTable().write(to: file, format: .csv, width: nil)
      try file.commit()
    }
    if let svg {
      try writing.write(
        OutputMark.applied(to: Array(KDistancePlot(advice).svg.utf8)), to: FilePath(svg))
    }
    try output.print(advice.table())
  }
}
