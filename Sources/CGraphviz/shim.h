#include <graphviz/gvc.h>

/// The kind of an undirected and of a directed graph; C globals that Swift 6 will not read.
static inline Agdesc_t wwww_undirected_graph(void) { return Agundirected; }
static inline Agdesc_t wwww_directed_graph(void) { return Agdirected; }
