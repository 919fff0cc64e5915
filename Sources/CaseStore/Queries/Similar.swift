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

/// How many characters must be added, removed, replaced or swapped with the next (optimal string
/// alignment).
private func editDistance(_ a: [Character], _ b: [Character]) -> Int {
  var before: [Int] = []
  var row = Array(0...b.count)
  for i in a.indices {
    var next = [i + 1]
    for j in b.indices {
      var best = min(row[j] + (a[i] == b[j] ? 0 : 1), row[j + 1] + 1, next[j] + 1)
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = min(best, before[j - 1] + 1) }
      next.append(best)
    }
    (before, row) = (row, next)
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
