#pragma once
#include <cstdint>
#include <cstring>

#if defined(__x86_64__)
#include <immintrin.h>
#elif defined(__aarch64__)
#include <arm_neon.h>
#endif

// How functions pass wide vectors depends on the processor they are compiled for. None crosses from
// one source file to another.
#pragma clang diagnostic ignored "-Wpsabi"

// The compiler's own vectors: one source for every processor, wider registers where there are some.
using Bytes16 = uint8_t __attribute__((vector_size(16)));
using Shorts16 = int16_t __attribute__((vector_size(32)));
using UnsignedShorts16 = uint16_t __attribute__((vector_size(32)));
using Ints8 = int32_t __attribute__((vector_size(32)));
using Floats4 = float __attribute__((vector_size(16)));
using Floats8 = float __attribute__((vector_size(32)));
using Ints16 = int32_t __attribute__((vector_size(64)));
using Floats16 = float __attribute__((vector_size(64)));

/// The vector at `address`, which need not be aligned.
template <typename Vector, typename Lane>
__attribute__((always_inline)) inline Vector load(const Lane *address) {
  Vector vector;
  std::memcpy(&vector, address, sizeof vector);
  return vector;
}

/// Writes `vector` to `address`, which need not be aligned.
template <typename Vector, typename Lane>
__attribute__((always_inline)) inline void store(const Vector &vector, Lane *address) {
  std::memcpy(address, &vector, sizeof vector);
}

/// Picks 16 of 16 bytes; positions are below 16.
__attribute__((always_inline)) inline Bytes16 pick(Bytes16 bytes, Bytes16 positions) {
#if defined(__SSSE3__)
  return (Bytes16)_mm_shuffle_epi8((__m128i)bytes, (__m128i)positions);
#elif defined(__aarch64__)
  return (Bytes16)vqtbl1q_u8((uint8x16_t)bytes, (uint8x16_t)positions);
#else
  Bytes16 picked;
  for (int i = 0; i < 16; ++i) picked[i] = bytes[positions[i]];
  return picked;
#endif
}

/// x² + y² of eight pairs.
inline Ints8 squaredLengths(Shorts16 pairs) {
#if defined(__AVX2__)
  return (Ints8)_mm256_madd_epi16((__m256i)pairs, (__m256i)pairs);
#else
  const Ints8 x = (Ints8)pairs << 16 >> 16, y = (Ints8)pairs >> 16;
  return x * x + y * y;
#endif
}
