// Draws one graph with Graphviz, for `wwww`, which starts it: see `GraphvizRenderer`.
//
// A program of its own, because Graphviz's layout engines export plain names such as `normalize`,
// and so do libraries that OpenCV brings along: in one process the one would call the other.

import Foundation
import GraphFormats

exit(GraphvizRenderer.runChild(Array(CommandLine.arguments.dropFirst())))
