import Domain
import GRDB

// Identifiers are the row numbers of their tables.

extension RunID: DatabaseValueConvertible, StatementColumnConvertible {}
extension MediaID: DatabaseValueConvertible, StatementColumnConvertible {}
extension FaceID: DatabaseValueConvertible, StatementColumnConvertible {}
extension PersonID: DatabaseValueConvertible, StatementColumnConvertible {}
extension DecisionID: DatabaseValueConvertible, StatementColumnConvertible {}
extension SourceID: DatabaseValueConvertible, StatementColumnConvertible {}
