import CaseStore
import Domain
import Hummingbird
import WhoWhere

/// Decisions, as `wwww people …` records them, with the author of the session.
struct DecisionRoutes: Sendable {
  let reviewed: ReviewedCase
  let feed: ChangeFeed

  func add(to router: Router<ReviewContext>) {
    router.post("api/decisions") { request, context in
      let decision = try await request.decode(as: PageDecision.self, context: context)
      return try await changing(as: context.author) { [reviewed] in
        try decision.take(in: $0, of: reviewed)
      }
    }
    router.post("api/undo") { _, context in
      try await changing(as: context.author) { try $0.undo() }
    }
  }

  private func changing(
    as author: String, _ change: @escaping @Sendable (Curation) throws -> Decision
  ) async throws -> Response {
    try await answering {
      guard !reviewed.isReadOnly else {
        throw HTTPError(.forbidden, message: "This case can only be read here.")
      }
      if let busy = reviewed.busy() {
        throw HTTPError(
          .conflict, message: "Nothing can be decided now: \(busy). It can when that is done.")
      }
      let decision = try await reviewed.work { [reviewed] in
        try change(Curation(of: reviewed.storage(), author: author))
      }
      reviewed.forget()
      await feed.changed()
      let content = decision.content
      let persons = [content.person, content.other].compactMap { $0?.description }
      return json(
        jsonObject([
          "decision": decision.id.description, "summary": quoted(content.summary),
          "person": content.person?.description ?? "null",
          "persons": "[" + persons.joined(separator: ", ") + "]",
          "faces": String(content.faces.count { $0.isSubject }),
        ]))
    }
  }
}

/// A decision as the page sends it: what is decided, about whom, with which faces.
struct PageDecision: Decodable, Sendable {
  let decision: String
  let person: PersonID?
  let persons: [PersonID]?
  let faces: [FaceID]?
  let name: String?
  /// Of a face that is added: the photo or video, the moment in milliseconds, and top, right, bottom,
  /// left.
  let media: MediaID?
  let time: Int?
  let box: [Int]?

  /// Takes the decision.
  ///
  /// - Throws: `HTTPError` 400 where something is missing; what the use case throws.
  func take(in curation: Curation, of reviewed: ReviewedCase) throws -> Decision {
    guard let kind = NewDecision.Kind(rawValue: decision) else {
      throw HTTPError(.badRequest, message: "There is no decision called \(decision).")
    }
    switch kind {
    case .name: return try curation.name(try required(person, "person"), name)
    case .confirm: return try curation.confirm(try required(person, "person"), faces: faces ?? [])
    case .assign: return try curation.assign(try required(faces, "faces"), to: person)
    case .add: return try add(by: curation, to: reviewed)
    case .merge: return try curation.merge(try required(persons, "persons"))
    case .split:
      return try curation.split(try required(person, "person"), faces: try required(faces, "faces"))
    case .reject:
      return try curation.reject(
        try required(person, "person"), faces: try required(faces, "faces"))
    case .ignore: return try curation.ignore(try required(person, "person"))
    case .same: return try curation.merge(try required(persons, "persons"), as: .same)
    case .different, .unsure:
      let persons = try required(persons, "persons")
      guard persons.count == 2 else {
        throw HTTPError(.badRequest, message: "persons takes two numbers.")
      }
      return try curation.compare(persons[0], persons[1], kind)
    }
  }

  private func add(by curation: Curation, to reviewed: ReviewedCase) throws -> Decision {
    let (media, sides) = (try required(media, "media"), try required(box, "box"))
    let isFrame = (0...Int(Int32.max)).contains(time ?? 0)
    guard sides.count == 4, sides.allSatisfy({ (0...1 << 24).contains($0) }), isFrame else {
      throw HTTPError(.badRequest, message: "box takes top, right, bottom and left in pixels.")
    }
    guard let models = reviewed.models else {
      throw HTTPError(.conflict, message: "The models are missing; run `wwww models verify`.")
    }
    return try FaceAddition(
      to: reviewed.storage(), reader: reviewed.reader, models: models
    ).add(
      FaceBox(top: sides[0], right: sides[1], bottom: sides[2], left: sides[3]), in: media,
      at: time, to: person, by: curation)
  }

  private func required<Value>(_ value: Value?, _ name: String) throws -> Value {
    guard let value else { throw HTTPError(.badRequest, message: "\(name) is missing.") }
    return value
  }
}
