import ArgumentParser

/// How doubt about links shows in measures.
struct IntervalOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      How often the links of a case are drawn anew by their confidence: low and high say where a value \
      lies in nine of ten drawings; ranks that overlap cannot be told apart. 0 leaves this out, and so do \
      graphs that are too large for 20 drawings.
      """, valueName: "n"))
  var draws = 200

  func validate() throws {
    guard (0...10_000).contains(draws) else {
      throw ValidationError("--draws takes a number from 0 to 10000.")
    }
  }
}
