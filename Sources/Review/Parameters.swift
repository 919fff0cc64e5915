import CaseStore
import HTTPTypes
import Hummingbird
import WhoWhere

extension Request {
  /// A parameter of the query; the empty text is none.
  func text(_ name: String) -> String? {
    uri.queryParameters[name[...]].flatMap { $0.isEmpty ? nil : String($0) }
  }

  /// A number of the query, within a range.
  ///
  /// - Throws: `HTTPError` 400 for anything else.
  func number(_ name: String, in range: ClosedRange<Int>) throws -> Int? {
    guard let text = text(name) else { return nil }
    guard let value = Int(text), range.contains(value) else {
      throw HTTPError(
        .badRequest,
        message: "\(name) takes a whole number from \(range.lowerBound) to \(range.upperBound).")
    }
    return value
  }
}

extension ReviewContext {
  /// A number of the path.
  ///
  /// - Throws: `HTTPError` 400 for anything else.
  func id(_ name: String) throws -> Int {
    guard let text = parameters.get(name), let id = Int(text), id >= 0 else {
      throw HTTPError(.badRequest, message: "\(name) must be a number.")
    }
    return id
  }
}

/// Turns errors of use cases into answers: what the user can mend is 400 or 409, what is gone is 404.
func answering(_ body: () async throws -> Response) async throws -> Response {
  do { return try await body() } catch let error as HTTPError { throw error } catch let error
    as QueryError
  {
    return refusal(error.status, "\(error)")
  } catch is CasePictures.Problem {
    return refusal(.notFound, "The case has no such face, person or file.")
  } catch {
    return refusal(.conflict, "\(error)")
  }
}

extension QueryError {
  /// What is not there is 404, what is there several times 409, the rest is asked wrongly.
  fileprivate var status: HTTPResponse.Status {
    switch self {
    case .notFound: .notFound
    case .ambiguous: .conflict
    default: .badRequest
    }
  }
}
