#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <vector>

/// The constants of an ONNX file as 32-bit floating point numbers, and its convolutions in order.
///
/// Weights that were quantized block by block (`DequantizeLinear` with a block size, since version
/// 21 of the operators) are given as the numbers they stand for.
///
/// Reference: onnx.proto3 of the Open Neural Network Exchange, in Protocol Buffers' wire format.
class ONNXWeights {
 public:
  /// Throws where the file cannot be read or is no such file.
  explicit ONNXWeights(const char *path);

  /// The constant called `name`, of `count` numbers; throws where there is none.
  const std::vector<float> &operator()(const std::string &name, size_t count) const;

  /// The names of the weights and biases of the graph's convolutions, in the graph's order.
  struct Convolution {
    std::string weights, bias;
  };
  std::vector<Convolution> convolutions;

 private:
  std::map<std::string, std::vector<float>> constants;
};
