import CaseStore
import Domain
import GraphFormats
import HTTPTypes
import Hummingbird
import WhoWhere

/// The people graph: as JSON for the page, and as the file that `wwww graph export` writes.
struct GraphRoutes: Sendable {
  let reviewed: ReviewedCase

  func add(to router: Router<ReviewContext>) {
    router.get("api/graph") { request, _ in
      let wanted = try GraphWish(request)
      return try await answering {
        json(
          try await reviewed.work { [reviewed] in
            try reviewed.keeping("graph \(wanted)") {
              let (document, note) = try wanted.document(of: reviewed, isWhole: false)
              return try wanted.json(of: document, note: note)
            }
          })
      }
    }
    router.get("api/graph.gexf") { request, _ in
      let wanted = try GraphWish(request)
      return try await answering {
        let text = try await reviewed.work { [reviewed] in
          let sink = TextSink()
          try GEXFWriter().write(try wanted.document(of: reviewed, isWhole: true).0, to: sink)
          return sink.bytes
        }
        return Response(
          status: .ok,
          headers: [
            .contentType: "application/gexf+xml",
            .contentDisposition: "attachment; filename=\"people_graph.gexf\"",
          ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: text)))
      }
    }
  }
}
