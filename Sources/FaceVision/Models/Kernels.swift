import CFaceModels

/// What evaluates the networks on this processor.
public enum Kernels {
  /// Their name, where embeddings may differ in the last digits from those of other processors; `nil`
  /// for the usual ones. With AVX2 and with AVX-512 all bytes are the same.
  public static var name: String? { cface_vector_level() == 0 ? "plain" : nil }
}
