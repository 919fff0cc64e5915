import GraphFormats
import WhoWhere

extension ReportFacts {
  /// The facts as the page's summary takes them.
  var json: String {
    let list = sections.map(\.json).joined(separator: ",\n")
    return jsonObject(["title": quoted(title), "sections": "[\(list)]"])
  }
}

extension ReportFacts.Section {
  fileprivate var json: String {
    let said = paragraphs.map { quoted($0) }.joined(separator: ", ")
    let columns = (table?.columns ?? []).map { quoted($0) }.joined(separator: ", ")
    return jsonObject([
      "title": quoted(title), "paragraphs": "[\(said)]", "columns": "[\(columns)]",
      "rows": table?.json ?? "[]",
    ])
  }
}
