import CaseStore
import Domain
import GraphFormats
import Hummingbird
import WhoWhere

/// Questions whose answers would correct the case most, likeliest first.
struct SuggestionRoutes: Sendable {
  let reviewed: ReviewedCase

  func add(to router: Router<ReviewContext>) {
    router.get("api/suggestions") { request, _ in
      let limit = try request.number("limit", in: 1...200) ?? 12
      let kinds = try kinds(request)
      return try await answering {
        json(
          try await reviewed.work { [reviewed] in
            let (suggestions, left) = try reviewed.suggestions(limit, of: kinds)
            let cards = try suggestions.map { try QuestionCard($0, reviewed.reader).json }
            return jsonObject([
              "left": String(left), "suggestions": "[" + cards.joined(separator: ",\n") + "]",
            ])
          })
      }
    }
  }

  private func kinds(_ request: Request) throws -> Set<Suggestion.Kind> {
    guard let name = request.text("kind") else { return Set(Suggestion.Kind.allCases) }
    guard let kind = Suggestion.Kind(rawValue: name) else {
      let known = Suggestion.Kind.allCases.map(\.rawValue).joined(separator: ", ")
      throw HTTPError(.badRequest, message: "kind takes one of \(known).")
    }
    return [kind]
  }
}

extension QuestionCard {
  /// The card as the page shows it.
  fileprivate var json: String {
    let faces = suggestion.faces.map(\.description).joined(separator: " ")
    let id =
      "\(suggestion.kind.rawValue) \(suggestion.person) \(suggestion.other?.description ?? "") \(faces)"
    return jsonObject([
      "id": quoted(id), "kind": quoted(suggestion.kind.rawValue), "title": quoted(title),
      "probability": JSONText.number(probability),
      "similarity": JSONText.number(suggestion.similarity),
      "rival": suggestion.rival.map { rival in
        jsonObject([
          "person": rival.description,
          "similarity": suggestion.rivalSimilarity.map(JSONText.number) ?? "null",
        ])
      } ?? "null",
      "sides": "[" + sides.map(\.json).joined(separator: ", ") + "]",
      "answers": jsonObject([
        "same": same.json, "different": different.json, "unsure": unsure?.json ?? "null",
      ]),
    ])
  }
}

extension QuestionCard.Side {
  fileprivate var json: String {
    let figures = figures.flatMap { $0.rows.isEmpty ? nil : $0.object(0) } ?? [:]
    return jsonObject([
      "title": quoted(title), "person": person?.description ?? "null",
      "total": figures["faces"]?.json ?? "null", "first": figures["first"]?.json ?? "null",
      "last": figures["last"]?.json ?? "null", "faces": faces.json,
    ])
  }
}

extension QuestionCard.Answer {
  fileprivate var json: String {
    jsonObject([
      "decision": quoted(decision), "person": persons.first?.description ?? "null",
      "persons": "[" + persons.map(\.description).joined(separator: ", ") + "]",
      "faces": "[" + faces.map(\.description).joined(separator: ", ") + "]",
    ])
  }
}
