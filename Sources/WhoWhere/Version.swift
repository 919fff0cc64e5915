/// The program's version, as `wwww --version` prints it and every run records it.
public let programVersion = "0.1.0"
