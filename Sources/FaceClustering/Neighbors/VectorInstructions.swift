import CVectors

/// The processor's instructions that compare quantized rows. All find the same pairs.
package enum VectorInstructions: CaseIterable, Sendable {
  /// Those of every processor.
  case portable
  /// 128-bit integers of arm64.
  case neon
  /// 256-bit integers of x86-64.
  case avx2
  /// 512-bit products of bytes of x86-64.
  case avx512vnni

  /// Whether this processor has them.
  package var isSupported: Bool { cvectors_supports(value) }

  /// The fastest that this processor has.
  package static let best = allCases.last { $0.isSupported }!

  var value: CVectorsInstructions {
    switch self {
    case .portable: CVectorsInstructionsPortable
    case .neon: CVectorsInstructionsNEON
    case .avx2: CVectorsInstructionsAVX2
    case .avx512vnni: CVectorsInstructionsAVX512VNNI
    }
  }
}
