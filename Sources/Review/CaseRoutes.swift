import CaseStore
import Domain
import GraphFormats
import Hummingbird
import WhoWhere

/// The case itself, people, pairs, files and decisions, as JSON.
struct CaseRoutes: Sendable {
  let reviewed: ReviewedCase
  let authors: [String]

  func add(to router: Router<ReviewContext>) {
    router.get("api/case") { _, context in
      try await answer {
        let figures = try $0.figures()
        return jsonObject([
          "persons": String(figures.persons), "faces": String(figures.faces),
          "media": String(figures.media), "busy": figures.busy.map(quoted) ?? "null",
          "author": quoted(context.author),
          "authors": "[" + authors.map(quoted).joined(separator: ", ") + "]",
          "read_only": reviewed.isReadOnly || figures.busy != nil ? "true" : "false",
          "version": quoted(programVersion),
        ])
      }
    }
    router.get("api/people") { request, _ in
      let filter = try request.filter()
      return try await answer(keptAs: "people \(filter)") { try $0.people(filter).json }
    }
    router.get("api/people/:person") { _, context in
      let id = PersonID(try context.id("person"))
      return try await answer { try $0.person(id).json }
    }
    router.get("api/pairs/:first/:second") { request, context in
      let pair = (PersonID(try context.id("first")), PersonID(try context.id("second")))
      let takesUnconfirmed = request.text("unconfirmed") == "true"
      return try await answer {
        if !takesUnconfirmed { try $0.requireConfirmed(pair.0, pair.1) }
        return try $0.pair(pair.0, pair.1)
      }
    }
    router.get("api/centrality") { request, _ in
      let name = request.text("by") ?? PersonMeasure.betweenness.name
      guard let measure = PersonMeasure(named: name), PersonMeasure.ranking.contains(measure) else {
        let known = PersonMeasure.ranking.map(\.name).joined(separator: ", ")
        throw HTTPError(.badRequest, message: "by takes one of \(known).")
      }
      return try await answer(keptAs: "centrality \(name)") {
        [reviewed] _ in
        try CaseGraphSource(case: reviewed.folder).people(measuring: [measure]).ranking(by: measure)
          .json
      }
    }
    router.get("api/media") { request, _ in
      let filter = try request.filter()
      return try await answer(keptAs: "files \(filter)") { try $0.files(filter).json }
    }
    router.get("api/media/:media") { _, context in
      let id = MediaID(try context.id("media"))
      return try await answer { try $0.fileObject(id) }
    }
    router.get("api/decisions") { _, _ in try await answer { try $0.decisions().json } }
  }

  private func answer(
    keptAs key: String? = nil, _ make: @escaping @Sendable (CasePages) throws -> String
  ) async throws -> Response {
    try await answering {
      json(
        try await reviewed.work { [reviewed] in
          let pages = CasePages(reviewed.reader)
          return try key.map { try reviewed.keeping($0) { try make(pages) } } ?? make(pages)
        })
    }
  }
}

extension Request {
  /// What the filters of the query choose.
  ///
  /// - Throws: `HTTPError` 400 for a moment or a place that is none.
  func filter() throws -> CasePages.Filter {
    for moment in ["since", "until"].compactMap(text) where !TimeSpan.isMoment(moment) {
      throw HTTPError(
        .badRequest, message: "\(moment) is no time such as 2024, 2024-05 or 2024-05-01T18:30.")
    }
    return CasePages.Filter(
      event: text("event"), since: text("since"), until: text("until"), area: try area())
  }

  private func area() throws -> Area? {
    guard let place = text("place") else { return nil }
    let parts = place.split(separator: ",").map { part in
      Double(part.trimmingSuffix("km").filter { $0 != " " })
    }
    guard parts.count == 3, let latitude = parts[0], let longitude = parts[1],
      let kilometers = parts[2], (-90...90).contains(latitude), (-180...180).contains(longitude),
      kilometers > 0
    else {
      throw HTTPError(
        .badRequest, message: "A place is latitude, longitude and radius, such as 48.1,11.5,3km.")
    }
    return Area(center: Place(latitude: latitude, longitude: longitude), kilometers: kilometers)
  }
}

extension Substring {
  fileprivate func trimmingSuffix(_ suffix: String) -> Substring {
    hasSuffix(suffix) ? dropLast(suffix.count) : self
  }
}

extension CasePages {
  /// A pair with its evidence: both persons, and for each shared photo or moment both faces.
  func pair(_ first: PersonID, _ second: PersonID) throws -> String {
    let people = try [first, second].map { id -> String in
      let person = try person(id).sections.first { $0.name == "person" }?.table
      guard let person, !person.rows.isEmpty else { throw CasePictures.Problem.unknown }
      return jsonObject(person.object(0))
    }
    let shared = try shared(first, second)
    let rows = shared.rows.indices.map { row -> String in
      let cells = shared.object(row)
      func face(_ side: String) -> String {
        jsonObject(
          Dictionary(
            uniqueKeysWithValues: [
              "face", "top", "right", "bottom", "left", "distance", "confidence",
            ].map {
              ($0, cells["\($0)_\(side)"] ?? .missing)
            }))
      }
      let plain = cells.filter { !$0.key.hasSuffix("_a") && !$0.key.hasSuffix("_b") }
      return String(jsonObject(plain).dropLast()) + ", \"faces\": [\(face("a")), \(face("b"))]}"
    }
    return jsonObject([
      "persons": "[" + people.joined(separator: ", ") + "]",
      "shared": "[" + rows.joined(separator: ",\n") + "]",
    ])
  }

  /// A photo or video as one object, with its faces and the files before and after it.
  func fileObject(_ id: MediaID) throws -> String {
    let sections = try file(id).sections
    func table(_ name: String) -> ResultTable? { sections.first { $0.name == name }?.table }
    guard let media = table("media"), !media.rows.isEmpty else {
      throw CasePictures.Problem.unknown
    }
    let around = try neighbors(of: id)
    let paths = table("files").map { files in files.rows.indices.map { files.object($0)["path"]! } }
    return String(jsonObject(media.object(0)).dropLast()) + ", "
      + jsonObject([
        "media": id.description,
        "paths": "[" + (paths ?? []).map(\.json).joined(separator: ", ") + "]",
        "previous": around.previous?.description ?? "null",
        "next": around.next?.description ?? "null",
        "face_list": table("faces")?.json ?? "[]",
      ]).dropFirst()
  }
}

/// A row as a JSON object, keys in alphabetical order.
func jsonObject(_ cells: [String: CSVCell]) -> String {
  "{"
    + cells.sorted { $0.key < $1.key }.map { quoted($0.key) + ": " + $0.value.json }
    .joined(separator: ", ") + "}"
}
