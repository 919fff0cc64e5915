import ArgumentParser
import FaceVision
import Files
import WhoWhere

struct Models: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "The model weights: what they are, and whether they are in order.",
    subcommands: [List.self, Verify.self], defaultSubcommand: List.self)

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List the weights of the manifest.")

    @OptionGroup var models: ModelOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
      var table = ResultTable(columns: ["name", "file", "bytes", "license", "sha256", "purpose"])
      for model in try models.library().models {
        table.append([
          .text(model.name), .text(model.file), .integer(model.bytes), .text(model.license),
          .text(model.sha256), .text(model.purpose),
        ])
      }
      try output.print(table)
    }
  }

  struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Check every weight file against its SHA-256.",
      discussion: "Exit status 1 if a file is missing or altered; `make setup` fetches them.")

    @OptionGroup var models: ModelOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
      let library = try models.library()
      var table = ResultTable(columns: ["name", "file", "state"])
      var isGood = true
      for model in library.models {
        let state = try library.state(of: model)
        isGood = isGood && state == .good
        table.append([.text(model.name), .text(model.file), .text(state.rawValue)])
      }
      try output.print(table)
      if !isGood { throw ExitCode.failure }
    }
  }
}
