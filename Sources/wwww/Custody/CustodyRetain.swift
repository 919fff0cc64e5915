import ArgumentParser
import WhoWhere

struct CustodyRetain: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retain",
    abstract: "Set until when the case may be kept; every command reminds of it.")

  @Argument(help: ArgumentHelp("The last day: 2027-01-31.", valueName: "date"))
  var day: String?

  @Flag(help: "Take the date away.")
  var remove = false

  @OptionGroup(title: "Case") var caseOptions: CaseOptions

  func validate() throws {
    guard (day == nil) == remove else { throw ValidationError("Give a date, or --remove.") }
    if let day, !Retention.isDay(day) {
      throw ValidationError("\(day) is no date such as 2027-01-31.")
    }
  }

  func run() throws {
    let storage = try caseOptions.open()
    try storage.setRetention(day)
    say(day.map { "The case may be kept until \($0)." } ?? "The case has no date any more.")
  }
}
