// swift-tools-version: 6.1
import PackageDescription

/// Benchmarks, with the peers they race against; a package of its own, so that nobody who builds
/// the tool builds them.
let package = Package(
  name: "Benchmarks",
  dependencies: [.package(name: "wwww", path: "..")],
  targets: [
    .executableTarget(
      name: "GraphBenchmark",
      dependencies: [
        .product(name: "Deterministic", package: "wwww"),
        .product(name: "GraphAnalysis", package: "wwww"),
      ])
  ]
)
