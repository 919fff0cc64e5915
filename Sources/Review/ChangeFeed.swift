import Foundation
import Hummingbird
import ServiceLifecycle

/// Tells every open page, by server-sent events, that the case has changed: here, in another browser,
/// or by another program.
actor ChangeFeed {
  private var listeners: [UUID: AsyncStream<Int>.Continuation] = [:]
  private(set) var revision = 0

  /// Tells everybody that something has changed.
  func changed() {
    revision += 1
    for listener in listeners.values { listener.yield(revision) }
  }

  private func add(_ id: UUID, _ listener: AsyncStream<Int>.Continuation) {
    listeners[id] = listener
  }

  private func remove(_ id: UUID) { listeners[id] = nil }

  /// Ends every stream, so that the server can stop.
  func close() {
    for listener in listeners.values { listener.finish() }
    listeners = [:]
  }

  /// A stream of events (HTML Living Standard, 9.2) until the page is closed.
  nonisolated func response() -> Response {
    let id = UUID()
    let (changes, continuation) = AsyncStream.makeStream(
      of: Int.self, bufferingPolicy: .bufferingNewest(1))
    return Response(
      status: .ok, headers: [.contentType: "text/event-stream"],
      body: ResponseBody { writer in
        await self.add(id, continuation)
        let beat = Task {
          // A line now and then finds out whether anybody is still there.
          while !Task.isCancelled {
            try await Task.sleep(for: .seconds(20))
            continuation.yield(-1)
          }
        }
        defer { beat.cancel() }
        do {
          try await writer.write(ByteBuffer(string: "retry: 2000\n\n"))
          for await revision in changes.cancelOnGracefulShutdown() {
            try await writer.write(
              ByteBuffer(
                string: revision < 0
                  ? ": here\n\n" : "event: change\ndata: {\"revision\": \(revision)}\n\n"))
          }
        } catch {
          await self.remove(id)
          throw error
        }
        await self.remove(id)
        try await writer.finish(nil)
      })
  }
}
