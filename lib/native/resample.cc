#include "resample.h"

#if defined(__x86_64__) && defined(__linux__)
#include <immintrin.h>
#define DERMLAB_AVX2
#define DERMLAB_EACH_PROCESSOR __attribute__((target_clones("avx2", "default")))
#else
#define DERMLAB_EACH_PROCESSOR
#endif

namespace dermlab {

constexpr int kFractionBits = 22;
constexpr int32_t kHalf = 1 << (kFractionBits - 1);

static inline uint8_t ToByte(int32_t sum) {
  const int32_t value = sum >> kFractionBits;
  return value < 0 ? 0 : value > 255 ? 255 : static_cast<uint8_t>(value);
}

static void ResizeRow(const uint8_t *row, const Taps &taps, uint8_t *out) {
  for (int x = 0; x < taps.length(); ++x) {
    const uint8_t *source = row + taps.first[x] * kChannels;
    const int32_t *weights = &taps.weights[size_t{1} * x * taps.stride()];
    int32_t red = kHalf, green = kHalf, blue = kHalf;
    for (int tap = 0; tap < taps.count[x]; ++tap) {
      red += *source++ * weights[tap];
      green += *source++ * weights[tap];
      blue += *source++ * weights[tap];
    }
    *out++ = ToByte(red);
    *out++ = ToByte(green);
    *out++ = ToByte(blue);
  }
}

#ifdef DERMLAB_AVX2

// A weight is parted into two numbers of 16 bits, high << kLowBits plus low, because AVX2
// multiplies sixteen of these at once and adds them up in pairs.
constexpr int kLowBits = 11;
constexpr int kGroup = 4;  // Neighbours that are weighed at once.
constexpr int kLanes = 16;

// For each position, group after group, the high parts and then the low ones, in the order in
// which ResizeRowAvx2 has the pixels: red 0 and 1, green, blue, nothing, then those of 2 and 3.
static std::vector<int16_t> PartWeights(const Taps &taps) {
  const int groups = (taps.stride() + kGroup - 1) / kGroup;
  std::vector<int16_t> parts(size_t{2} * taps.length() * groups * kLanes, 0);
  for (int x = 0; x < taps.length(); ++x) {
    int16_t *position = &parts[size_t{2} * x * groups * kLanes];
    for (int tap = 0; tap < taps.stride(); ++tap) {
      const int32_t weight = taps.weights[size_t{1} * x * taps.stride() + tap];
      const int place = tap % kGroup;
      int16_t *group = position + 2 * kLanes * (tap / kGroup) + kLanes / 2 * (place / 2) + place % 2;
      for (int channel = 0; channel < kChannels; ++channel) {
        group[2 * channel] = static_cast<int16_t>(weight >> kLowBits);
        group[2 * channel + kLanes] = static_cast<int16_t>(weight & ((1 << kLowBits) - 1));
      }
    }
  }
  return parts;
}

__attribute__((target("avx2"))) static void ResizeRowAvx2(const uint8_t *row, const Taps &taps,
                                                          const int16_t *parts, uint8_t *out) {
  const __m128i in_pairs = _mm_setr_epi8(0, 3, 1, 4, 2, 5, -1, -1, 6, 9, 7, 10, 8, 11, -1, -1);
  const int groups = (taps.stride() + kGroup - 1) / kGroup;
  for (int x = 0; x < taps.length(); ++x) {
    const uint8_t *source = row + taps.first[x] * kChannels;
    const __m256i *weights = reinterpret_cast<const __m256i *>(parts) + size_t{2} * x * groups;
    __m256i high = _mm256_setzero_si256();
    __m256i low = _mm256_setzero_si256();
    for (int tap = 0; tap < taps.count[x]; tap += kGroup) {
      const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i *>(source));
      const __m256i pixels = _mm256_cvtepu8_epi16(_mm_shuffle_epi8(bytes, in_pairs));
      high = _mm256_add_epi32(high, _mm256_madd_epi16(pixels, _mm256_loadu_si256(weights++)));
      low = _mm256_add_epi32(low, _mm256_madd_epi16(pixels, _mm256_loadu_si256(weights++)));
      source += kGroup * kChannels;
    }
    const __m256i both = _mm256_add_epi32(_mm256_slli_epi32(high, kLowBits), low);
    alignas(16) int32_t sums[4];
    _mm_store_si128(
        reinterpret_cast<__m128i *>(sums),
        _mm_add_epi32(_mm256_castsi256_si128(both), _mm256_extracti128_si256(both, 1)));
    for (int channel = 0; channel < kChannels; ++channel) *out++ = ToByte(kHalf + sums[channel]);
  }
}

#endif

static Bytes ResizeRows(const uint8_t *pixels, int width, int height, const Taps &taps) {
  const size_t length = size_t{kChannels} * taps.length();
  Bytes result(length * height);
#ifdef DERMLAB_AVX2
  if (__builtin_cpu_supports("avx2")) {
    const std::vector<int16_t> parts = PartWeights(taps);
    for (int row = 0; row < height; ++row) {
      const uint8_t *source = pixels + size_t{kChannels} * row * width;
      ResizeRowAvx2(source, taps, parts.data(), &result[length * row]);
    }
    return result;
  }
#endif
  for (int row = 0; row < height; ++row) {
    ResizeRow(pixels + size_t{kChannels} * row * width, taps, &result[length * row]);
  }
  return result;
}

// Makes one row of the result out of `count` rows.
DERMLAB_EACH_PROCESSOR
static void MixRows(const uint8_t *rows, size_t length, const int32_t *weights, int count,
                    int32_t *sums, uint8_t *out) {
  for (size_t i = 0; i < length; ++i) sums[i] = kHalf;
  for (int tap = 0; tap < count; ++tap) {
    const uint8_t *row = rows + length * tap;
    const int32_t weight = weights[tap];
    for (size_t i = 0; i < length; ++i) sums[i] += row[i] * weight;
  }
  for (size_t i = 0; i < length; ++i) out[i] = ToByte(sums[i]);
}

Bytes Resample(const uint8_t *pixels, int width, int height, const Taps &x, const Taps &y) {
  const Bytes narrow = ResizeRows(pixels, width, height, x);
  const size_t length = size_t{kChannels} * x.length();
  Bytes result(length * y.length());
  std::vector<int32_t> sums(length);
  for (int row = 0; row < y.length(); ++row) {
    MixRows(&narrow[length * y.first[row]], length, &y.weights[size_t{1} * row * y.stride()],
            y.count[row], sums.data(), &result[length * row]);
  }
  return result;
}

}  // namespace dermlab
