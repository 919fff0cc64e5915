import CaseStore
import Domain
import HTTPTypes
import Hummingbird
import WhoWhere

/// Faces, portraits, photos and moments of videos as JPEG, and files for players.
struct PictureRoutes: Sendable {
  let reviewed: ReviewedCase

  func add(to router: Router<ReviewContext>) {
    router.get("api/faces/:face/crop") { request, context in
      let (id, side) = (try context.id("face"), try side(request))
      return try await jpeg("f\(id)/\(side)") { try $0.face(FaceID(id), side: side) }
    }
    router.get("api/people/:person/portrait") { request, context in
      let (id, side) = (try context.id("person"), try side(request))
      return try await answering {
        let face = try await reviewed.work { [reviewed] in
          try reviewed.keeping("best \(id)") {
            try reviewed.reader.bestFace(ofPerson: PersonID(id))
          }
        }
        guard let face else { throw CasePictures.Problem.unknown }
        return try await jpeg("f\(face)/\(side)") { try $0.face(face, side: side) }
      }
    }
    router.get("api/media/:media/picture") { request, context in
      let (id, side) = (try context.id("media"), try side(request))
      let time = try request.number("time", in: 0...Int(Int32.max))
      return try await jpeg("m\(id)/\(time ?? -1)/\(side)") {
        try $0.media(MediaID(id), side: side, time: time)
      }
    }
    router.get("api/media/:media/file") { request, context in
      let id = MediaID(try context.id("media"))
      return try await answering {
        let path = try await reviewed.work { [reviewed] in try reviewed.pictures.original(of: id) }
        return try FileRange.response(to: request.headers[.range], file: path)
      }
    }
  }

  private func side(_ request: Request) throws -> Int {
    try request.number("side", in: 16...4096) ?? 160
  }

  private func jpeg(
    _ key: String, _ make: @escaping @Sendable (CasePictures) throws -> [UInt8]
  ) async throws -> Response {
    try await answering {
      do {
        let bytes = try await reviewed.work { [reviewed] in
          try reviewed.picture(key) { try make(reviewed.pictures) }
        }
        return Response(
          status: .ok, headers: [.contentType: "image/jpeg"],
          body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
      } catch let problem as CasePictures.Problem {
        throw problem
      } catch {
        return refusal(.gone, "The original is missing or has changed: \(error)")
      }
    }
  }
}
