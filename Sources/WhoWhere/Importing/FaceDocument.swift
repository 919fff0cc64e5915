import CaseStore
import Domain
import FaceVision
import Foundation
import GraphFormats

/// A face as the Python tool keeps it in Elasticsearch: `my_text`, the path of its photo;
/// `my_vector`, 128 numbers; `coord`, its box as top, right, bottom, left.
///
/// Dump tools put the document under `_source`; both are read. `coord` may be an array, a text such
/// as `"(10, 60, 70, 5)"`, an object with the sides' names, or missing. Faces of videos also have
/// `time_ms`.
public struct FaceDocument: Sendable, Equatable {
  /// The path of the photo.
  public var path: String
  /// 128 numbers of a size that encoders give, not all zero.
  public var embedding: [Float]
  /// Where the face is; `nil` where the document does not tell.
  public var box: FaceBox?
  /// Milliseconds from the start of a video.
  public var time: Int?

  /// A document of these values.
  public init(path: String, embedding: [Float], box: FaceBox?, time: Int? = nil) {
    self.path = path
    self.embedding = embedding
    self.box = box
    self.time = time
  }

  /// Reads a line of JSON.
  ///
  /// - Throws: `ImportError.Problem`.
  init(line: Data) throws {
    guard line.count <= LineReader.longest else { throw ImportError.Problem.tooLong }
    let fields: Fields
    do {
      fields = try JSONDecoder().decode(Fields.self, from: line)
    } catch let error as DecodingError {
      throw ImportError.Problem(error)
    }
    guard let path = fields.path, !path.isEmpty else { throw ImportError.Problem.noPath }
    guard !path.utf8.contains(0) else { throw ImportError.Problem.badPath }
    guard let vector = fields.vector else { throw ImportError.Problem.noVector }
    guard vector.count == FaceTable.dimension else {
      throw ImportError.Problem.wrongDimension(vector.count)
    }
    guard vector.allSatisfy(\.isFinite) else { throw ImportError.Problem.notFinite }
    guard vector.allSatisfy({ abs($0) <= 1000 }) else { throw ImportError.Problem.tooLarge }
    guard vector.contains(where: { abs($0) > 1e-12 }) else { throw ImportError.Problem.zero }
    self.init(path: path, embedding: vector, box: fields.box?.box, time: fields.time)
  }

  /// The document as a line of JSON, with the line break. Numbers have as many digits as they need.
  public var line: String {
    var fields = ["\"my_text\":" + JSONText.string(path)]
    if let box { fields.append("\"coord\":[\(box)]") }
    if let time { fields.append("\"time_ms\":\(time)") }
    fields.append("\"my_vector\":[" + embedding.map { "\($0)" }.joined(separator: ",") + "]")
    return "{" + fields.joined(separator: ",") + "}\n"
  }

  private struct Fields: Decodable {
    let path: String?
    let vector: [Float]?
    let box: Coordinates?
    let time: Int?

    enum CodingKeys: String, CodingKey {
      case path = "my_text"
      case vector = "my_vector"
      case box = "coord"
      case time = "time_ms"
      case source = "_source"
    }

    init(from decoder: any Decoder) throws {
      let outer = try decoder.container(keyedBy: CodingKeys.self)
      let fields =
        outer.contains(.source)
        ? try outer.nestedContainer(keyedBy: CodingKeys.self, forKey: .source) : outer
      path = try fields.decodeIfPresent(String.self, forKey: .path)
      vector = try fields.decodeIfPresent([Float].self, forKey: .vector)
      box = try fields.decodeIfPresent(Coordinates.self, forKey: .box)
      time = try fields.decodeIfPresent(Int.self, forKey: .time)
    }
  }

  private struct Coordinates: Decodable {
    let box: FaceBox

    private struct Sides: Decodable {
      var top, right, bottom, left: Double
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      let sides: [Double]
      if let list = try? container.decode([Double].self) {
        sides = list
      } else if let named = try? container.decode(Sides.self) {
        sides = [named.top, named.right, named.bottom, named.left]
      } else {
        let text = try container.decode(String.self)
        sides = text.split { !($0.isNumber || $0 == "." || $0 == "-") }.compactMap { Double($0) }
      }
      let whole = sides.compactMap { Int32(exactly: $0.rounded()) }.map(Int.init)
      guard sides.count == 4, whole.count == 4, whole[0] < whole[2], whole[3] < whole[1] else {
        throw DecodingError.dataCorruptedError(
          in: container,
          debugDescription: "coord must be top, right, bottom, left with top above bottom")
      }
      box = FaceBox(top: whole[0], right: whole[1], bottom: whole[2], left: whole[3])
    }
  }
}
