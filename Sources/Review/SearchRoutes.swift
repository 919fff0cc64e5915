import GraphFormats
import Hummingbird
import WhoWhere

/// A photo comes in, its faces and their nearest faces go out. The photo is not kept.
struct SearchRoutes: Sendable {
  let reviewed: ReviewedCase

  func add(to router: Router<ReviewContext>) {
    router.post("api/search") { request, context in
      let limit = try request.number("limit", in: 1...200) ?? 24
      let photo = try await request.body.collect(upTo: context.maxUploadSize)
      return try await answering {
        guard photo.readableBytes > 0 else {
          throw HTTPError(.badRequest, message: "Send the bytes of a photo.")
        }
        guard let models = reviewed.models else {
          throw HTTPError(.conflict, message: "The models are missing; run `wwww models verify`.")
        }
        let bytes = [UInt8](photo.readableBytesView)
        let found = try await reviewed.work { [reviewed] in
          try PhotoSearch(of: reviewed.folder, models: models).faces(of: bytes, limit: limit)
        }
        return json(
          "["
            + found.map { face in
              jsonObject([
                "top": String(face.box.top), "right": String(face.box.right),
                "bottom": String(face.box.bottom), "left": String(face.box.left),
                "matches": face.matches.json,
              ])
            }.joined(separator: ",\n") + "]")
      }
    }
  }
}
