import Foundation

/// The page of a report: the review page, with its modules inside and without what needs a server.
struct ReportPage {
  /// The page itself.
  let html: [UInt8]
  /// Its style, and its icon.
  let style, icon: [UInt8]

  /// Nothing is loaded from anywhere but the report's own folder.
  private static let policy = [
    "default-src 'none'", "script-src 'unsafe-inline' data: file: 'self'",
    "style-src 'self' file: 'unsafe-inline'",
    "img-src 'self' file: data: blob:", "connect-src 'none'", "base-uri 'none'",
    "form-action 'none'",
  ].joined(separator: "; ")

  /// - Throws: An error of Foundation where the program's resources are gone.
  init() throws {
    let files = try PageFiles()
    func text(_ path: String) throws -> String {
      guard let text = files.text(at: path) else { throw CocoaError(.fileNoSuchFile) }
      return text
    }
    style = Array(try text("/style.css").utf8)
    icon = Array(try text("/icon.svg").utf8)
    var imports: [String] = []
    for path in files.paths where path.hasPrefix("/js/") && path.hasSuffix(".js") {
      let name = String(path.dropFirst("/js/".count))
      // Relative names mean nothing in a data address.
      let source = try text(path).replacing(#/(from |import\()"\.\/([a-z-]+\.js)"/#) {
        "\($0.1)\"wwww/\($0.2)\""
      }
      imports.append(
        "\(quoted("wwww/\(name)")): "
          + quoted("data:text/javascript;base64," + Data(source.utf8).base64EncodedString()))
    }
    let head = """
      <meta http-equiv="Content-Security-Policy" content="\(Self.policy)">
      <meta name="referrer" content="no-referrer">
      <script>globalThis.wwwwReport = { answers: {}, faces: {}, moments: {} };</script>
      <script src="data/core.js"></script>
      <script type="importmap">{"imports": {\(imports.joined(separator: ",\n"))}}</script>
      <script type="module">import "wwww/main.js";</script>
      """
    let page = try text("/index.html")
      .replacing("<script type=\"module\" src=\"js/main.js\"></script>", with: head)
      .replacing("<title>wwww</title>", with: "<title>Report by wwww</title>")
      .replacing(
        "    <a href=\"#/people\" data-place=\"people\">",
        with: "    <a href=\"#/summary\" data-place=\"summary\">Summary</a>\n"
          + "    <a href=\"#/people\" data-place=\"people\">"
      )
      .replacing(#/ *<a href="#\/(queue|search|history)".*\n/#, with: "")
      .replacing(#/ *<button id="undo".*\n/#, with: "")
    html = Array(page.utf8)
  }
}
