// Draws one graph, sheet or canvas, for `wwww`, which starts it: see `DrawingProcess`.
//
// A program of its own, because Graphviz's layout engines export plain names such as `normalize`,
// and so do libraries that OpenCV brings along: in one process the one would call the other.

import Drawing
import Foundation

let arguments = CommandLine.arguments.dropFirst()
guard arguments.count >= 5, let memory = UInt(arguments[2]), let seconds = UInt(arguments[3]),
  let owner = pid_t(arguments[4]),
  let task = DrawingProcess.Task(arguments: Array(arguments.dropFirst(4)))
else {
  fail("\(DrawingProcess.programName) is started by wwww's drawing commands only", status: 64)
}

// Bounds that hold even when the parent is gone.
limit(__rlimit_resource_t(RLIMIT_AS.rawValue), memory)
// The signal that says so comes at the soft bound, the one that kills at the hard one.
limit(__rlimit_resource_t(RLIMIT_CPU.rawValue), seconds, hard: seconds + 5)
// What nobody waits for any more is not drawn.
Thread.detachNewThread { [owner] in
  while getppid() == owner { usleep(100_000) }
  _exit(1)
}
guard chdir(arguments[1]) == 0 else { fail("\(arguments[1]): \(String(cString: strerror(errno)))") }

let description = FileHandle.standardInput.readDataToEndOfFile()
guard let output = fdopen(STDOUT_FILENO, "w") else { fail("standard output is closed") }
let isDrawn =
  switch task {
  case .graph(let engine, let format):
    GraphPainter.paint(Array(description), engine: engine, format: format, to: output)
  case .sheet(let format):
    SheetPainter.paint(description, isPDF: format == "pdf", to: output)
  case .canvas(let format):
    CanvasPainter.paint(description, isPDF: format == "pdf", to: output)
  case .measure: CanvasPainter.measure(description, to: output)
  case .parse: DOTParser.parse(Array(description), to: output)
  }
exit(isDrawn && fclose(output) == 0 ? 0 : 1)

func limit(_ resource: __rlimit_resource_t, _ value: UInt, hard: UInt? = nil) {
  var limit = rlimit(rlim_cur: value, rlim_max: hard ?? value)
  setrlimit(resource, &limit)
}

func fail(_ message: String, status: Int32 = 1) -> Never {
  FileHandle.standardError.write(Data((message + "\n").utf8))
  exit(status)
}
