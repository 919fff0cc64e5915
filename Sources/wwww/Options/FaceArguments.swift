import ArgumentParser
import Domain
import WhoWhere

/// Some faces of one person, as a decision is about.
struct FaceArguments: ParsableArguments {
  @Argument(help: "The person, by ID or name.", completion: Completions.persons)
  var person: String

  @Argument(help: ArgumentHelp("The numbers of the faces.", valueName: "face"))
  var faces: [FaceID]

  func validate() throws {
    guard !faces.isEmpty else { throw ValidationError("Give at least one face.") }
  }

  /// "1 face is" or "3 faces are"; a face that is named twice counts once.
  var facesAre: String { Count.of(Set(faces).count, "face is", "faces are") }
}
