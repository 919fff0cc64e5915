import ArgumentParser
import Domain
import WhoWhere

extension Milliseconds: ExpressibleByArgument {}

extension FaceBox: ExpressibleByArgument {
  /// The box that `argument` writes as face tools print it: `top,right,bottom,left`.
  public init?(argument: String) {
    let sides = argument.split(separator: ",", omittingEmptySubsequences: false)
      .map { Int($0.filter { $0 != " " }) }
    guard sides.count == 4, let top = sides[0], let right = sides[1], let bottom = sides[2],
      let left = sides[3], top < bottom, left < right
    else { return nil }
    self.init(top: top, right: right, bottom: bottom, left: left)
  }
}

struct PeopleAdd: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Add a face that the detector missed.",
    discussion: """
      The face in the box is encoded like the others of its photo or video, and stays when that is \
      indexed again, by another detector or encoder, too. `wwww people undo` takes it out again.
      """)

  @Argument(
    help: "The photo or video: its path, its name, or the beginning of its hash.")
  var photo: String

  @Option(
    help: ArgumentHelp(
      "Where the face is, in pixels of the upright picture.", valueName: "top,right,bottom,left"))
  var box: FaceBox

  @Option(help: ArgumentHelp("The moment of a video, such as 12.5s.", valueName: "time"))
  var time: Milliseconds?

  @Option(help: "Whose face it is, by ID or name. (default: nobody's)")
  var person: String?

  @OptionGroup(title: "Decision") var options: DecisionOptions
  @OptionGroup(title: "Decision") var sameFrame: SameFrameOptions
  @OptionGroup(title: "Models") var models: ModelOptions

  func run() throws {
    let storage = try options.caseOptions.open()
    let reader = try options.caseOptions.reader()
    let decision = try FaceAddition(to: storage, reader: reader, models: try models.library()).add(
      box, in: try reader.media(photo), at: time?.count, to: try person.map(options.person),
      by: options.curation(allowingSameFrame: sameFrame.allowSameFrame))
    say(
      "Decision \(decision.id): a face was added, "
        + (decision.content.person.map { "person \($0)'s." }
          ?? "nobody's; the next `wwww cluster` may find whose it is."))
  }
}
