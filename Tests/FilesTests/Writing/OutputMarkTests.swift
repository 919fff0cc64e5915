import Files
import Testing

@Suite struct OutputMarkTests {
  @Test(arguments: [
    [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xD9], [0xFF, 0xD8, 0xFF, 0xD9],
    [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + [UInt8](repeating: 0, count: 40),
    Array("RIFF    WEBPVP8 ".utf8), Array("II*\0".utf8), Array("BM".utf8), Array("%PDF-1".utf8),
    Array("<svg/>".utf8), [],
  ])
  func isFoundWhereItWasPut(bytes: [UInt8]) {
    #expect(!OutputMark.isPresent(in: bytes))
    let marked = OutputMark.applied(to: bytes)
    #expect(OutputMark.isPresent(in: marked))
    #expect(OutputMark.applied(to: marked) == marked)
    #expect(marked.prefix(2) == bytes.prefix(2) || bytes.isEmpty)
  }
}
