import ArgumentParser
import FaceVision
import Files
import Foundation
import SystemPackage

/// `SampleComposer FOLDER`: composes the sample photos that `FOLDER/recipe.json` describes.
@main
struct SampleComposer: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compose the sample photos of a recipe, with the truth of who is where.",
    discussion: """
      Reads FOLDER/recipe.json and the fetched pictures beside it, and writes FOLDER/photos and \
      FOLDER/truth.csv. The same recipe and pictures give the same bytes.
      """)

  @Argument(help: "The samples' folder.")
  var folder: String = "samples"

  func run() throws {
    let folder = FilePath(self.folder)
    let recipe = try JSONDecoder().decode(
      Recipe.self, from: Data(readFile(folder.appending("recipe.json"))))
    let truth = try Composer(recipe: recipe, folder: folder).composeAll()
    var table = "path,person,top,right,bottom,left\n"
    for row in truth {
      let face = row.face
      table +=
        "\(row.path),\(row.person),\(face.top),\(face.right),\(face.bottom),\(face.left)\n"
    }
    try writeAtomically(Array(table.utf8), to: folder.appending("truth.csv"))
    let people = Set(truth.map(\.person)).count
    let photos = Set(truth.map(\.path)).count
    print(
      "\(photos) photos of \(people) people, \(truth.count) faces; truth in \(folder)/truth.csv")
  }
}
