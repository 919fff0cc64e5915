import ArgumentParser
import Domain

extension FaceID: ExpressibleByArgument {}
extension DecisionID: ExpressibleByArgument {}
extension RunID: ExpressibleByArgument {}
