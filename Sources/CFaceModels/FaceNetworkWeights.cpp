#include "FaceNetwork.h"

#include <dlib/dnn.h>

#include <algorithm>
#include <stdexcept>

using dlib::add_prev1, dlib::add_prev2, dlib::affine, dlib::avg_pool, dlib::con, dlib::relu,
    dlib::skip1, dlib::tag1, dlib::tag2;

namespace {

// The architecture that the published weights were trained with.
template <template <int, template <typename> class, int, typename> class block, int N,
          template <typename> class BN, typename SUBNET>
using residual = add_prev1<block<N, BN, 1, tag1<SUBNET>>>;
template <template <int, template <typename> class, int, typename> class block, int N,
          template <typename> class BN, typename SUBNET>
using residual_down = add_prev2<avg_pool<2, 2, 2, 2, skip1<tag2<block<N, BN, 2, tag1<SUBNET>>>>>>;
template <int N, template <typename> class BN, int stride, typename SUBNET>
using block = BN<con<N, 3, 3, 1, 1, relu<BN<con<N, 3, 3, stride, stride, SUBNET>>>>>;
template <int N, typename SUBNET>
using ares = relu<residual<block, N, affine, SUBNET>>;
template <int N, typename SUBNET>
using ares_down = relu<residual_down<block, N, affine, SUBNET>>;
template <typename SUBNET>
using alevel0 = ares_down<256, SUBNET>;
template <typename SUBNET>
using alevel1 = ares<256, ares<256, ares_down<256, SUBNET>>>;
template <typename SUBNET>
using alevel2 = ares<128, ares<128, ares_down<128, SUBNET>>>;
template <typename SUBNET>
using alevel3 = ares<64, ares<64, ares<64, ares_down<64, SUBNET>>>>;
template <typename SUBNET>
using alevel4 = ares<32, ares<32, ares<32, SUBNET>>>;
using resnet = dlib::loss_metric<dlib::fc_no_bias<
    WWWW_EMBEDDING_SIZE,
    dlib::avg_pool_everything<alevel0<alevel1<alevel2<alevel3<alevel4<dlib::max_pool<
        3, 3, 2, 2,
        relu<affine<con<32, 7, 7, 2, 2, dlib::input_rgb_image_sized<WWWW_CHIP_SIDE>>>>>>>>>>>>>;

/// Collects the convolutions of the network, last one first, each with the scaling after it.
struct Collector {
  std::vector<Convolution> convolutions;
  std::vector<float> last;
  /// Of the affine layer that was met last: a factor and a term per channel.
  std::vector<float> scaling;

  template <typename Layer>
  void take(const Layer &) {}

  void take(const dlib::affine_ &layer) {
    auto gamma = layer.get_gamma(), beta = layer.get_beta();
    const dlib::tensor &factors = gamma, &terms = beta;
    scaling.assign(factors.begin(), factors.end());
    scaling.insert(scaling.end(), terms.begin(), terms.end());
  }

  template <unsigned long outputs, dlib::fc_bias_mode mode>
  void take(const dlib::fc_<outputs, mode> &layer) {
    const auto &values = layer.get_layer_params();
    last.assign(values.begin(), values.end());
  }

  template <long filters, long rows, long columns, int strideY, int strideX, int padY, int padX>
  void take(const dlib::con_<filters, rows, columns, strideY, strideX, padY, padX> &layer) {
    const auto &values = layer.get_layer_params();
    const bool biased = !layer.bias_is_disabled();
    constexpr size_t taps = rows * columns;
    const int inputs = int((values.size() - (biased ? filters : 0)) / (filters * taps));
    if (scaling.size() != 2 * size_t(filters) ||
        values.size() != filters * inputs * taps + (biased ? filters : 0))
      throw std::runtime_error("the encoder's weights are another network's");
    const float *weights = values.host(), *own = weights + filters * inputs * taps;
    const std::vector<float> factors(scaling.begin(), scaling.begin() + filters);
    std::vector<float> bias(scaling.begin() + filters, scaling.end());
    if (biased)
      for (long f = 0; f < filters; ++f) bias[f] += own[f] * factors[f];
    convolutions.emplace_back(inputs, int(filters), int(rows), strideY, padY, weights, factors,
                              bias, std::vector<float>(filters));
  }

  /// Takes a network's layers from the last to the first. (dlib's own visitors do the same with
  /// several functions a layer, whose names tell all layers below: 50 MB of names.)
  template <typename Details, typename Below, typename Enabled>
  __attribute__((always_inline)) void visit(const dlib::add_layer<Details, Below, Enabled> &net) {
    take(net.layer_details());
    visit(net.subnet());
  }
  template <unsigned long id, typename Below, typename Enabled>
  __attribute__((always_inline)) void visit(const dlib::add_tag_layer<id, Below, Enabled> &net) {
    visit(net.subnet());
  }
  template <template <typename> class tag, typename Below>
  __attribute__((always_inline)) void visit(const dlib::add_skip_layer<tag, Below> &net) {
    visit(net.subnet());
  }
  void visit(const dlib::input_rgb_image_sized<FaceNetwork::side> &) {}
};

}  // namespace

FaceNetwork::FaceNetwork(const char *weights) {
  resnet net;
  dlib::deserialize(weights) >> net;
  Collector collector;
  collector.visit(net.subnet());
  std::reverse(collector.convolutions.begin(), collector.convolutions.end());
  first = std::move(collector.convolutions.front());
  residual.assign(std::make_move_iterator(collector.convolutions.begin() + 1),
                  std::make_move_iterator(collector.convolutions.end()));
  // The second sum of a block is rectified with what it is added to.
  for (size_t i = 1; i < residual.size(); i += 2)
    std::fill(residual[i].slopes.begin(), residual[i].slopes.end(), 1.0f);
  last = std::move(collector.last);
  const auto &input = dlib::input_layer(net);
  meanColor[0] = input.get_avg_red();
  meanColor[1] = input.get_avg_green();
  meanColor[2] = input.get_avg_blue();
  if (residual.size() != 28 || last.size() != size_t(residual.back().filters) * embeddingSize)
    throw std::runtime_error("the encoder's weights are another network's");
}
