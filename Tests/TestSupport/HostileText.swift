import ParallelLoops

/// Texts that break writers, and random mixtures of what breaks them.
public enum HostileText {
  /// The texts.
  public static let samples = [
    "", " ", "plain", "&<>\"'", "a\nb\r\nc\td", "]]>", "<!--", "\\", "\\N\\G\\", "ends with \\",
    "\u{0}\u{1}\u{8}\u{1B}[31m", "\u{7F}\u{85}\u{9F}", "\u{FFFE}\u{FFFF}\u{FFFD}", "\u{FEFF}bom",
    "عربى", "\u{202E}rtl", "👩‍👩‍👧‍👦", "é e\u{301}", "𝒳\u{10FFFF}", "=1+1", "+1", "-1", "@A1", "\tcell",
    "\rcell", "INF", "INFO.jpg", "I\u{2060}N", "INF\u{301}", "_x0041_", "_x005F_",
    "javascript:alert(1)",
    "';DROP", "C:\\photos\\a", "/home/someone/a.jpg", "a,b;c", "nul\u{0}l", "\u{2028}\u{2029}",
    "{a|b}", "%s%n", "&amp;", "&#0;", "<b>bold</b>",
  ]

  /// Up to three of them, one after the other.
  public static func random(using generator: inout SplitMix64) -> String {
    (0..<Int.random(in: 0...3, using: &generator)).map { _ in
      samples.randomElement(using: &generator)!
    }.joined()
  }
}
