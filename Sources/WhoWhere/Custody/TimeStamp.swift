import CTimeStamping
import Files
import Foundation
import SystemPackage

/// Time stamps of an authority elsewhere: a file to have signed, and what the answer says. Nothing is sent.
///
/// Reference: RFC 3161, Time-Stamp Protocol; OpenSSL's `ts`.
public struct TimeStamp: Sendable {
  /// When the authority says that the text existed: UTC, ISO 8601.
  public let time: String
  /// Who signed.
  public let authority: String
  /// Whether the signature was checked against certificates that were given.
  public let isVerified: Bool

  /// Why an answer is none about the text.
  public struct Problem: Error, CustomStringConvertible {
    /// What is wrong.
    public let description: String
  }

  /// A request (TimeStampReq, DER) to stamp the SHA-256 of `text`.
  public static func request(for text: String) -> [UInt8] {
    var count = 0
    let hash = ContentHash.bytes(of: text)
    guard let bytes = ctimestamping_request(hash, UInt64.random(in: 1 ... .max), &count) else {
      return []
    }
    defer { ctimestamping_free(bytes) }
    return Array(UnsafeBufferPointer(start: bytes, count: count))
  }

  /// What an authority's answer says of `text`.
  ///
  /// - Parameter authorities: A PEM file of trusted certificates; `nil` leaves the signature unchecked.
  /// - Throws: `Problem` where the answer is about something else, or not signed as it should be.
  public init(response: [UInt8], of text: String, authorities: FilePath?) throws {
    var answer = ctimestamping_answer()
    var message = [CChar](repeating: 0, count: 500)
    let hash = ContentHash.bytes(of: text)
    let failed =
      if let authorities {
        authorities.withPlatformString {
          ctimestamping_read(
            response, response.count, hash, $0, &answer, &message, message.count)
        }
      } else {
        ctimestamping_read(response, response.count, hash, nil, &answer, &message, message.count)
      }
    guard failed == 0 else {
      throw Problem(
        description: String(
          decoding: message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self))
    }
    time = ISO8601DateFormatter().string(
      from: Date(timeIntervalSince1970: TimeInterval(answer.time)))
    authority = withUnsafeBytes(of: &answer.authority) {
      String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
    }
    isVerified = answer.is_verified != 0
  }
}

extension ContentHash {
  /// The 32 bytes of the SHA-256 of `text`.
  fileprivate static func bytes(of text: String) -> [UInt8] {
    var digits = Substring(of(Array(text.utf8)))
    var bytes: [UInt8] = []
    while !digits.isEmpty {
      bytes.append(UInt8(digits.prefix(2), radix: 16) ?? 0)
      digits = digits.dropFirst(2)
    }
    return bytes
  }
}
