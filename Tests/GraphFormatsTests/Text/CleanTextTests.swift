import GraphFormats
import TestSupport
import Testing

struct CleanTextTests {
  @Test func cleanTextStays() {
    for text in ["", "a\n\t\rb", "é😀\u{FFFD}", "\u{7F}"] { #expect(CleanText.xml(text) == text) }
  }

  @Test func controlCharactersBecomePictures() {
    #expect(CleanText.xml("a\u{0}\u{1B}b") == "a␀␛b")
    #expect(CleanText.xml("\u{FFFE}x\u{FFFF}") == "\u{FFFD}x\u{FFFD}")
  }

  @Test func gephiLeavesGuardedTextAlone() {
    for text in ["INF", "INFO.jpg", "xINFINF", "INF\u{301}"] {
      let guarded = CleanText.gephiValue(text)
      #expect(!guarded.utf8.elementsEqual(text.utf8))
      #expect(!String(guarded.unicodeScalars.filter { $0.isASCII }.map(Character.init)).isEmpty)
      #expect(guarded.range(ofScalars: "INF") == false)
      #expect(CleanText.gephiOriginal(guarded) == text)
    }
    #expect(CleanText.gephiValue("IN F") == "IN F")
  }

  @Test func nameTokens() {
    #expect(CleanText.nameToken("person:12") == "person:12")
    #expect(CleanText.nameToken("a b") == "a_x0020_b")
    #expect(CleanText.nameToken("_x0020_") == "_x005F_x0020_")
    #expect(CleanText.nameToken("snake_case") == "snake_case")
    #expect(CleanText.nameToken("😀") == "_x1F600_")
    for text in HostileText.samples {
      #expect(CleanText.nameTokenOriginal(CleanText.nameToken(text)) == text)
    }
  }

  @Test func lines() {
    #expect(CleanText.line("a\nb\tc\r\nd") == "a b c  d")
  }
}

extension String {
  fileprivate func range(ofScalars text: String) -> Bool {
    let (own, other) = (Array(unicodeScalars), Array(text.unicodeScalars))
    return own.indices.contains { own[$0...].starts(with: other) }
  }

  @Test func aLineStaysALineAndLeavesOthersAlone() {
    #expect(CleanText.line("a\nb\r\tc\u{2028}d") == "a b  c d")
    #expect(CleanText.line("Ada \u{202E}evil\u{202C} \u{2067}x\u{2069} – …") == "Ada evil x – …")
  }
}
