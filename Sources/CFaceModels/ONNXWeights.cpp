#include "ONNXWeights.h"

#include <cstring>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace {

[[noreturn]] void fail() { throw std::runtime_error("not an ONNX model, or a damaged one"); }

/// One message of Protocol Buffers, field by field.
struct Message {
  const uint8_t *at, *end;
  int field = 0, wire = 0;
  uint64_t number = 0;
  const uint8_t *bytes = nullptr;
  size_t count = 0;

  Message(const uint8_t *bytes, size_t count) : at(bytes), end(bytes + count) {}

  uint64_t varint() {
    uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (at == end) fail();
      value |= uint64_t(*at & 127) << shift;
      if (*at++ < 128) return value;
    }
    fail();
  }

  bool next() {
    if (at == end) return false;
    const uint64_t key = varint();
    field = int(key >> 3);
    wire = int(key & 7);
    if (wire == 0) {
      number = varint();
      return true;
    }
    if (wire != 1 && wire != 2 && wire != 5) fail();
    count = wire == 1 ? 8 : wire == 5 ? 4 : size_t(varint());
    if (size_t(end - at) < count) fail();
    bytes = at;
    at += count;
    return true;
  }

  Message message() const { return Message(bytes, count); }
  std::string text() const { return std::string(reinterpret_cast<const char *>(bytes), count); }
};

struct Tensor {
  std::string name;
  std::vector<size_t> dimensions;
  int type = 0;
  std::vector<uint8_t> raw;
  std::vector<float> values;
};

enum { float32 = 1, int8 = 3 };

Tensor tensor(Message fields) {
  Tensor result;
  while (fields.next()) switch (fields.field) {
      case 1:
        if (fields.wire == 0) {
          result.dimensions.push_back(size_t(fields.number));
        } else {
          for (Message packed = fields.message(); packed.at != packed.end;)
            result.dimensions.push_back(size_t(packed.varint()));
        }
        break;
      case 2: result.type = int(fields.number); break;
      case 4:
        if (fields.wire == 5 || fields.wire == 2)
          result.raw.insert(result.raw.end(), fields.bytes, fields.bytes + fields.count);
        break;
      case 5:
        if (fields.wire == 0) {
          result.raw.push_back(uint8_t(fields.number));
        } else {
          for (Message packed = fields.message(); packed.at != packed.end;)
            result.raw.push_back(uint8_t(packed.varint()));
        }
        break;
      case 8: result.name = fields.text(); break;
      case 9: result.raw.assign(fields.bytes, fields.bytes + fields.count); break;
      default: break;
    }
  if (result.type == float32) {
    result.values.resize(result.raw.size() / sizeof(float));
    std::memcpy(result.values.data(), result.raw.data(), result.values.size() * sizeof(float));
  } else if (result.type == int8) {
    for (uint8_t byte : result.raw) result.values.push_back(float(int8_t(byte)));
  }
  return result;
}

/// `name` without `ending`, or nothing.
std::string stem(const std::string &name, const std::string &ending) {
  const bool ends = name.size() > ending.size() &&
                    name.compare(name.size() - ending.size(), ending.size(), ending) == 0;
  return ends ? name.substr(0, name.size() - ending.size()) : std::string();
}

}  // namespace

ONNXWeights::ONNXWeights(const char *path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error(std::string(path) + " cannot be opened");
  const std::vector<uint8_t> bytes{std::istreambuf_iterator<char>(file), {}};
  std::map<std::string, Tensor> tensors;
  Message model(bytes.data(), bytes.size());
  while (model.next()) {
    if (model.field != 7 || model.wire != 2) continue;
    Message graph = model.message();
    while (graph.next()) {
      if (graph.wire != 2) continue;
      if (graph.field == 5) {
        Tensor read = tensor(graph.message());
        tensors[read.name] = std::move(read);
      } else if (graph.field == 1) {
        std::vector<std::string> inputs;
        std::string operation;
        Message node = graph.message();
        while (node.next())
          if (node.field == 1) inputs.push_back(node.text());
          else if (node.field == 4) operation = node.text();
        if (operation == "Conv" && inputs.size() >= 2)
          convolutions.push_back({inputs[1], inputs.size() > 2 ? inputs[2] : std::string()});
      }
    }
  }
  if (tensors.empty()) fail();
  for (auto &[name, read] : tensors) {
    const std::string quantized = stem(name, "_quantized");
    if (quantized.empty()) {
      if (read.type == float32) constants[name] = std::move(read.values);
      continue;
    }
    const auto scales = tensors.find(quantized + "_scales");
    const auto zeros = tensors.find(quantized + "_zero_point");
    if (scales == tensors.end() || scales->second.dimensions.empty()) fail();
    // Along the last dimension, a scale serves a block of numbers.
    const size_t perRow = scales->second.dimensions.back(), row = read.dimensions.back();
    const size_t block = perRow ? (row + perRow - 1) / perRow : 0;
    if (block == 0 || read.values.size() % row != 0) fail();
    for (size_t i = 0; i < read.values.size(); ++i) {
      const size_t b = i / row * perRow + i % row / block;
      if (b >= scales->second.values.size()) fail();
      const float zero =
          zeros != tensors.end() && b < zeros->second.values.size() ? zeros->second.values[b] : 0;
      read.values[i] = (read.values[i] - zero) * scales->second.values[b];
    }
    constants[quantized] = std::move(read.values);
  }
}

const std::vector<float> &ONNXWeights::operator()(const std::string &name, size_t count) const {
  const auto found = constants.find(name);
  if (found == constants.end() || found->second.size() != count)
    throw std::runtime_error("the weights are another network's: no " + name);
  return found->second;
}
