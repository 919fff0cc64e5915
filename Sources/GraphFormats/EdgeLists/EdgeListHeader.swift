/// What the columns of an edge list are: as its header, the user or the first rows tell.
struct EdgeListHeader {
  /// What a column holds.
  enum Meaning: Equatable {
    case source, target, weight, type, time, label, id
    case attribute(name: String, type: String?)
    case nothing
  }

  let meanings: [Meaning]
  /// Whether the first row is the header.
  let isFirstRow: Bool
  /// Whether it is of Neo4j's bulk import, whose relationships have a direction.
  let isNeo4j: Bool

  func index(of meaning: Meaning) -> Int? { meanings.firstIndex(of: meaning) }

  /// - Parameters:
  ///   - rows: The first rows.
  ///   - columns: What the user said.
  ///   - isBipartite: Whether ends are persons and photos.
  /// - Throws: `GraphReadError` where nothing tells the ends of edges.
  init(
    rows: [[String]], columns: EdgeListColumns?, isBipartite: Bool, _ input: TextInput
  ) throws {
    let first = rows[0]
    let names = first.map { $0.lowercased() }
    isNeo4j = names.contains { $0.hasPrefix(":start_id") }
    var meanings = [Meaning](repeating: .nothing, count: max(first.count, 2))
    var isHeader: Bool
    if let columns {
      isHeader = Self.isHeader(first, columns: columns, rows: rows)
      let heading = isHeader ? first : columns.names ?? []
      for (role, reference) in columns.columns {
        guard let index = Self.column(reference, names: isHeader ? names : []),
          index < first.count
        else {
          throw input.error(
            "there is no column \"\(reference)\"; the columns are \(Self.list(first, isHeader))")
        }
        meanings[index] = Self.meaning(role)
      }
      for index in first.indices where meanings[index] == .nothing {
        meanings[index] = Self.other(
          index < heading.count && !heading[index].isEmpty ? heading[index] : "column \(index + 1)",
          isNeo4j: isNeo4j)
      }
    } else {
      let ends = Self.ends(names, isBipartite: isBipartite)
      isHeader = ends != nil
      if let ends {
        for index in first.indices {
          meanings[index] =
            index == ends.source
            ? .source
            : index == ends.target ? .target : Self.meaning(first[index], isNeo4j: isNeo4j)
        }
      } else {
        guard !Self.looksLikeHeader(rows) else {
          let isNodes = names.contains("id") && (names.contains("label") || names.count > 2)
          throw input.error(
            (isNodes
              ? "this is a table of nodes; name that of edges with --input, and this one with --nodes"
              : "the header does not tell which columns are the ends of edges; say so with --columns source=…,target=…")
              + " (columns: \(Self.list(first, true)))")
        }
        meanings[0] = .source
        meanings[1] = .target
        for index in first.indices.dropFirst(2) {
          let isWeight =
            index == 2 && rows.allSatisfy { $0.count < 3 || $0[2].withBytes(\.number) != nil }
          meanings[index] =
            first[index].hasPrefix("{")
            ? .nothing
            : isWeight ? .weight : .attribute(name: "column \(index + 1)", type: nil)
        }
      }
    }
    self.meanings = meanings
    isFirstRow = isHeader
  }

  private static func list(_ first: [String], _ isHeader: Bool) -> String {
    isHeader ? first.prefix(20).joined(separator: ", ") : "1 to \(first.count)"
  }

  private static func meaning(_ role: EdgeListColumns.Role) -> Meaning {
    switch role {
    case .source: .source
    case .target: .target
    case .weight: .weight
    case .type: .type
    case .time: .time
    }
  }

  /// The column that `reference` names: by name, or by number from 1.
  private static func column(_ reference: String, names: [String]) -> Int? {
    names.firstIndex(of: reference.lowercased())
      ?? Int(reference).map { $0 - 1 }.flatMap {
        $0 >= 0 ? $0 : nil
      }
  }

  /// Whether the first row names columns that the user names too, or cannot be a row.
  private static func isHeader(
    _ first: [String], columns: EdgeListColumns, rows: [[String]]
  ) -> Bool {
    let names = first.map { $0.lowercased() }
    if columns.columns.values.contains(where: { names.contains($0.lowercased()) && Int($0) == nil })
    {
      return true
    }
    if let given = columns.names {
      return zip(names, given).contains { !$1.isEmpty && $0 == $1.lowercased() }
    }
    return ends(names, isBipartite: false) != nil || looksLikeHeader(rows)
  }

  /// Whether a column is numbers below a first row that is none.
  private static func looksLikeHeader(_ rows: [[String]]) -> Bool {
    let below = rows.dropFirst()
    guard !below.isEmpty else { return false }
    let isNumber = { (text: String) in text.withBytes(\.number) != nil }
    return rows[0].indices.contains { index in
      !isNumber(rows[0][index]) && !rows[0][index].isEmpty && !rows[0][index].hasPrefix("{")
        && below.allSatisfy { index < $0.count && isNumber($0[index]) }
    }
  }

  // MARK: Names

  private static let sources: Set<String> = [
    "source", "src", "from", "from_id", "source_id", "sourceid", "source id", "source node",
    "start", "start_node", "fromnodeid", "u", "ego", "sender", "node1", "interactor a",
  ]
  private static let targets: Set<String> = [
    "target", "dst", "dest", "to", "to_id", "target_id", "targetid", "target id", "target node",
    "end", "end_node", "tonodeid", "v", "alter", "receiver", "node2", "interactor b",
  ]
  /// Words for who is in a picture, and for what people are in.
  private static let persons: Set<String> = [
    "person", "people", "person_id", "personid", "name", "who", "face", "face_id", "member",
    "actor", "character", "individual", "subject", "identity", "user", "author",
  ]
  private static let photos: Set<String> = [
    "photo", "photo_id", "image", "image_id", "picture", "file", "filename", "file_name", "path",
    "media", "media_id", "video", "event", "group", "movie", "film", "document", "scene", "paper",
    "filepath", "file_path", "image_path", "image path", "asset", "asset_id",
  ]

  /// The columns of both ends.
  private static func ends(
    _ names: [String], isBipartite: Bool
  ) -> (source: Int, target: Int)? {
    func find(_ words: Set<String>) -> Int? { names.firstIndex { words.contains($0) } }
    if isBipartite, let person = find(persons), let photo = find(photos) { return (person, photo) }
    if let source = names.firstIndex(where: { $0.hasPrefix(":start_id") }),
      let target = names.firstIndex(where: { $0.hasPrefix(":end_id") })
    {
      return (source, target)
    }
    if let source = find(sources), let target = find(targets), source != target {
      return (source, target)
    }
    // Two columns of one name and two numbers or letters.
    for (first, second) in [("1", "2"), ("a", "b"), ("_x", "_y"), ("i", "j")] {
      for (index, name) in names.enumerated() where name.hasSuffix(first) {
        let stem = name.dropLast(first.count)
        guard stem.count >= 3 || stem.isEmpty && first == "i" else { continue }
        if let other = names.firstIndex(of: stem + second) { return (index, other) }
      }
    }
    if let person = find(persons), let photo = find(photos) { return (person, photo) }
    return nil
  }

  private static func meaning(_ name: String, isNeo4j: Bool) -> Meaning {
    switch name.lowercased() {
    case "weight", "weight:double", "weight:float", "weight:int", "weight:long": .weight
    case "type", ":type": .type
    case "kind": .type
    case "time", "date", "datetime", "timestamp", "year": .time
    case "label": .label
    case "id": .id
    default: other(name, isNeo4j: isNeo4j)
    }
  }

  /// An attribute; in Neo4j's tables its type follows a colon.
  static func other(_ name: String, isNeo4j: Bool) -> Meaning {
    if name.isEmpty { return .nothing }
    guard isNeo4j, let colon = name.lastIndex(of: ":"), colon > name.startIndex else {
      return .attribute(name: name, type: nil)
    }
    return .attribute(
      name: String(name[..<colon]), type: String(name[name.index(after: colon)...]))
  }
}
