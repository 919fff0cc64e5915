/// The keys under which GraphML of this program keeps what only GEXF has words for, so that nothing
/// is lost on the way through it. Other programs see attributes of the names given here.
enum GraphMLDecoration: String, CaseIterable {
  case nodeShape = "viz_node_shape"
  case parent = "viz_parent"
  case thickness = "viz_thickness"
  case edgeShape = "viz_edge_shape"
  case kind = "viz_kind"

  /// The name of the attribute.
  var name: String {
    switch self {
    case .nodeShape, .edgeShape: "shape"
    case .parent: "parent"
    case .thickness: "thickness"
    case .kind: "kind"
    }
  }
}
