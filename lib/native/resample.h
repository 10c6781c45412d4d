#ifndef DERMLAB_RESAMPLE_H_
#define DERMLAB_RESAMPLE_H_

#include <cstddef>
#include <cstdint>
#include <vector>

namespace dermlab {

constexpr int kChannels = 3;
// Bytes after the last pixel that may be read, and count nothing.
constexpr size_t kReadBeyond = 32;

using Bytes = std::vector<uint8_t>;

// For each output position where its input begins, how many neighbours count, and `stride` weights
// in fixed point of 22 fractional bits, 0 beyond those that count.
struct Taps {
  std::vector<int32_t> first;
  std::vector<int32_t> count;
  std::vector<int32_t> weights;
  int length() const { return static_cast<int>(first.size()); }
  int stride() const { return static_cast<int>(weights.size() / first.size()); }
};

// Scales 8-bit RGB as lib/src/images/resample-image.ts does, bit for bit: rows first, each pass
// rounded to 8 bits. The pixels are followed by kReadBeyond bytes.
Bytes Resample(const uint8_t *pixels, int width, int height, const Taps &x, const Taps &y);

}  // namespace dermlab

#endif  // DERMLAB_RESAMPLE_H_
