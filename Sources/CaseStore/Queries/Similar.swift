/// The choices that are spelled like `text`, most alike first: those that contain it, and those a
/// third of whose characters or fewer would have to change.
///
/// Complexity: O(total length of the choices · length of the text).
public func similar(to text: String, among choices: [String], limit: Int = 5) -> [String] {
  let wanted = Array(text.lowercased())
  var ranked: [(distance: Int, choice: String)] = []
  for choice in choices {
    let letters = Array(choice.lowercased())
    let contains = !wanted.isEmpty && choice.lowercased().contains(text.lowercased())
    guard contains || abs(letters.count - wanted.count) <= wanted.count / 3 else { continue }
    let distance = editDistance(wanted, letters)
    if contains || distance <= max(1, wanted.count / 3) { ranked.append((distance, choice)) }
  }
  return ranked.sorted { ($0.distance, $0.choice) < ($1.distance, $1.choice) }.prefix(limit)
    .map(\.choice)
}

/// How many characters must be added, removed or replaced (Levenshtein).
private func editDistance(_ a: [Character], _ b: [Character]) -> Int {
  var row = Array(0...b.count)
  for (i, letter) in a.enumerated() {
    var diagonal = row[0]
    row[0] = i + 1
    for (j, other) in b.enumerated() {
      let replaced = diagonal + (letter == other ? 0 : 1)
      diagonal = row[j + 1]
      row[j + 1] = min(replaced, row[j] + 1, row[j + 1] + 1)
    }
  }
  return row[b.count]
}

extension StringProtocol {
  /// Without the white space at both ends.
  var trimmed: SubSequence {
    guard let first = firstIndex(where: { !$0.isWhitespace }),
      let last = lastIndex(where: { !$0.isWhitespace })
    else { return self[endIndex..<endIndex] }
    return self[first...last]
  }
}
