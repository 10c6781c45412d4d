// Kernels that TensorFlow lacks on the CPU. Each does in one pass over
// memory what stock ops need four to twelve for:
//
//   DermlabDropout          draws the mask and applies it
//   DermlabDropoutGrad      applies a drawn mask to the gradient
//   DermlabDropoutReluGrad  the same and relu's gradient, where dropout followed relu
//   DermlabMaxPoolReluGrad  the gradient of relu followed by 2×2 pooling
//   DermlabAdam             the update of one weight
//
// Values equal those of the stock ops that lib/src/engine uses in their place on a GPU.
// All but Adam also take bfloat16, which TensorFlow's mixed precision makes of float32:
// they widen it, compute as for float32, and round.

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <functional>
#include <vector>

#include "tensorflow/core/framework/bfloat16.h"
#include "tensorflow/core/framework/op.h"
#include "tensorflow/core/framework/op_kernel.h"
#include "tensorflow/core/framework/shape_inference.h"

// One build serves every processor of its kind: the widest version that runs is chosen
// when the library loads. FMA is off in the compiler's flags, so all give the same bits.
#if defined(__x86_64__) && defined(__linux__)
#include <immintrin.h>
#define DERMLAB_AVX2
#define DERMLAB_EACH_PROCESSOR \
  __attribute__((target_clones("arch=skylake-avx512", "avx2", "default")))
#else
#define DERMLAB_EACH_PROCESSOR
#endif

namespace dermlab {

using tensorflow::bfloat16;
using tensorflow::OpKernel;
using tensorflow::OpKernelConstruction;
using tensorflow::OpKernelContext;
using tensorflow::Tensor;
using tensorflow::TensorShape;
using tensorflow::shape_inference::InferenceContext;

// ---- Philox 4x32-10 (Salmon et al., SC 2011), as TensorFlow's stateless ops use it ----

struct Stream {
  uint32_t key[2];
  uint32_t counter_high[2];
};

constexpr int kWordsABlock = 4;
constexpr int kBlocksAChunk = 64;
constexpr int kWordsAChunk = kWordsABlock * kBlocksAChunk;
// Each word decides over one element, by the bits that are the mantissa of a uniform number.
constexpr int64_t kElementsAChunk = kWordsAChunk;
constexpr uint32_t kMantissa = 0x7FFFFF;
constexpr int kBitsAWord = 32;

static inline void PhiloxRounds(uint32_t k0, uint32_t k1, uint32_t *a, uint32_t *b,
                                uint32_t *c, uint32_t *d) {
#pragma GCC unroll 10
  for (int round = 0; round < 10; ++round) {
    const uint64_t product0 = uint64_t{0xD2511F53} * *a;
    const uint64_t product1 = uint64_t{0xCD9E8D57} * *c;
    *a = static_cast<uint32_t>(product1 >> 32) ^ *b ^ k0;
    *c = static_cast<uint32_t>(product0 >> 32) ^ *d ^ k1;
    *b = static_cast<uint32_t>(product1);
    *d = static_cast<uint32_t>(product0);
    k0 += 0x9E3779B9;
    k1 += 0xBB67AE85;
  }
}

// TensorFlow scrambles a stateless seed into key and counter with a first Philox block.
static Stream ScrambleSeed(int32_t first, int32_t second) {
  uint32_t a = first, b = first < 0 ? -1 : 0, c = second, d = second < 0 ? -1 : 0;
  PhiloxRounds(0x3EC8F720, 0x02461E29, &a, &b, &c, &d);
  return {{a, b}, {c, d}};
}

static void FillChunkAnywhere(const Stream &stream, uint64_t first_block, uint32_t *words) {
  for (int i = 0; i < kBlocksAChunk; ++i) {
    uint32_t a = static_cast<uint32_t>(first_block + i);
    uint32_t b = static_cast<uint32_t>((first_block + i) >> 32);
    uint32_t c = stream.counter_high[0], d = stream.counter_high[1];
    PhiloxRounds(stream.key[0], stream.key[1], &a, &b, &c, &d);
    words[4 * i] = a;
    words[4 * i + 1] = b;
    words[4 * i + 2] = c;
    words[4 * i + 3] = d;
  }
}

#ifdef DERMLAB_AVX2
// Four blocks at a time, each word in the lower half of a 64-bit lane. The upper halves
// hold leftovers, which the 32-bit multiplication does not read.
__attribute__((target("avx2"))) static void FillChunkAvx2(const Stream &stream,
                                                          uint64_t first_block,
                                                          uint32_t *words) {
  const __m256i lower = _mm256_set1_epi64x(0xFFFFFFFF);
  const __m256i multiplier0 = _mm256_set1_epi64x(0xD2511F53);
  const __m256i multiplier1 = _mm256_set1_epi64x(0xCD9E8D57);
  for (int i = 0; i < kBlocksAChunk; i += 4) {
    const __m256i block = _mm256_add_epi64(_mm256_set1_epi64x(first_block + i),
                                           _mm256_set_epi64x(3, 2, 1, 0));
    __m256i a = block, b = _mm256_srli_epi64(block, 32);
    __m256i c = _mm256_set1_epi64x(stream.counter_high[0]);
    __m256i d = _mm256_set1_epi64x(stream.counter_high[1]);
    uint32_t k0 = stream.key[0], k1 = stream.key[1];
#pragma GCC unroll 10
    for (int round = 0; round < 10; ++round) {
      const __m256i product0 = _mm256_mul_epu32(a, multiplier0);
      const __m256i product1 = _mm256_mul_epu32(c, multiplier1);
      a = _mm256_xor_si256(_mm256_srli_epi64(product1, 32),
                           _mm256_xor_si256(b, _mm256_set1_epi64x(k0)));
      c = _mm256_xor_si256(_mm256_srli_epi64(product0, 32),
                           _mm256_xor_si256(d, _mm256_set1_epi64x(k1)));
      b = product1;
      d = product0;
      k0 += 0x9E3779B9;
      k1 += 0xBB67AE85;
    }
    // Words a and b of a block side by side, then c and d.
    const __m256i ab =
        _mm256_or_si256(_mm256_and_si256(a, lower), _mm256_slli_epi64(b, 32));
    const __m256i cd =
        _mm256_or_si256(_mm256_and_si256(c, lower), _mm256_slli_epi64(d, 32));
    const __m256i even = _mm256_unpacklo_epi64(ab, cd);
    const __m256i odd = _mm256_unpackhi_epi64(ab, cd);
    __m256i *out = reinterpret_cast<__m256i *>(words + 4 * i);
    _mm256_storeu_si256(out, _mm256_permute2x128_si256(even, odd, 0x20));
    _mm256_storeu_si256(out + 1, _mm256_permute2x128_si256(even, odd, 0x31));
  }
}
#endif

static void FillChunk(const Stream &stream, uint64_t first_block, uint32_t *words) {
#ifdef DERMLAB_AVX2
  static const bool avx2 = __builtin_cpu_supports("avx2");
  if (avx2) return FillChunkAvx2(stream, first_block, words);
#endif
  FillChunkAnywhere(stream, first_block, words);
}

// ---- The loops ----

// A group of 32 elements has one word of `kept`; only the last may have fewer.

static inline uint32_t ApplyGroup(const uint32_t *words, uint32_t threshold, float scale,
                                  int length, const float *x, float *y) {
  uint32_t bits = 0;
  for (int i = 0; i < length; ++i) {
    const uint32_t keep = (words[i] & kMantissa) >= threshold;
    const float scaled = x[i] * scale;
    y[i] = keep ? scaled : 0.0f;
    bits |= keep << i;
  }
  return bits;
}

DERMLAB_EACH_PROCESSOR
static void ApplyWords(const uint32_t *words, uint32_t threshold, float scale,
                       int64_t count, const float *x, float *y, uint32_t *kept) {
  const int64_t groups = count / kBitsAWord;
  for (int64_t i = 0; i < groups; ++i) {
    const int64_t start = i * kBitsAWord;
    kept[i] = ApplyGroup(words + start, threshold, scale, kBitsAWord, x + start, y + start);
  }
  const int64_t start = groups * kBitsAWord;
  if (start == count) return;
  kept[groups] = ApplyGroup(words + start, threshold, scale,
                            static_cast<int>(count - start), x + start, y + start);
}

static inline void ApplyWord(uint32_t bits, float scale, int length, const float *dy,
                             float *dx) {
  for (int i = 0; i < length; ++i) {
    const float scaled = dy[i] * scale;
    dx[i] = (bits >> i) & 1 ? scaled : 0.0f;
  }
}

DERMLAB_EACH_PROCESSOR
static void ApplyBits(const uint32_t *kept, float scale, int64_t count, const float *dy,
                      float *dx) {
  const int64_t groups = count / kBitsAWord;
  for (int64_t i = 0; i < groups; ++i) {
    ApplyWord(kept[i], scale, kBitsAWord, dy + i * kBitsAWord, dx + i * kBitsAWord);
  }
  const int64_t start = groups * kBitsAWord;
  if (start == count) return;
  ApplyWord(kept[groups], scale, static_cast<int>(count - start), dy + start, dx + start);
}

DERMLAB_EACH_PROCESSOR
static void ApplyPositive(float scale, int64_t count, const float *dy, const float *y,
                          float *dx) {
  for (int64_t i = 0; i < count; ++i) {
    const float scaled = dy[i] * scale;
    dx[i] = y[i] > 0.0f ? scaled : 0.0f;
  }
}

// One pooled row of one image: two rows of x, [2 * columns + rest, channels] each.
// The first of equal maxima gets the gradient; relu lets it pass where it is positive.
DERMLAB_EACH_PROCESSOR
static void PoolRow(int64_t columns, int64_t channels, const float *__restrict__ upper,
                    const float *__restrict__ lower, const float *__restrict__ dy,
                    float *__restrict__ dx_upper, float *__restrict__ dx_lower) {
  for (int64_t column = 0; column < columns; ++column) {
    const int64_t left = 2 * column * channels, right = left + channels;
    for (int64_t c = 0; c < channels; ++c) {
      const float x0 = upper[left + c], x1 = upper[right + c];
      const float x2 = lower[left + c], x3 = lower[right + c];
      const float top = std::max(x0, x1), bottom = std::max(x2, x3);
      const float largest = std::max(top, bottom);
      const float gradient = dy[column * channels + c];
      const float passed = largest > 0.0f ? gradient : 0.0f;
      const float to_top = top == largest ? passed : 0.0f;
      const float to_bottom = top == largest ? 0.0f : passed;
      dx_upper[left + c] = x0 == largest ? to_top : 0.0f;
      dx_upper[right + c] = x0 == largest ? 0.0f : to_top;
      dx_lower[left + c] = x2 == largest ? to_bottom : 0.0f;
      dx_lower[right + c] = x2 == largest ? 0.0f : to_bottom;
    }
  }
}

DERMLAB_EACH_PROCESSOR
static void Widen(const uint16_t *from, int64_t count, float *to) {
  for (int64_t i = 0; i < count; ++i) {
    const uint32_t bits = uint32_t{from[i]} << 16;
    std::memcpy(&to[i], &bits, sizeof(bits));
  }
}

// To the nearest, ties to even.
DERMLAB_EACH_PROCESSOR
static void Round(const float *from, int64_t count, uint16_t *to) {
  constexpr uint16_t kNan = 0x7FC0;
  for (int64_t i = 0; i < count; ++i) {
    uint32_t bits;
    std::memcpy(&bits, &from[i], sizeof(bits));
    const uint32_t rounded = (bits + 0x7FFF + ((bits >> 16) & 1)) >> 16;
    to[i] = from[i] == from[i] ? static_cast<uint16_t>(rounded) : kNan;
  }
}

struct AdamFactors {
  float alpha, epsilon, first_share, second_share;
};

DERMLAB_EACH_PROCESSOR
static void AdamLoop(const AdamFactors &f, int64_t count, const float *w, const float *m,
                     const float *v, const float *g, float *w_out, float *m_out,
                     float *v_out) {
  for (int64_t i = 0; i < count; ++i) {
    const float gradient = g[i];
    const float first = m[i] + (gradient - m[i]) * f.first_share;
    const float second = v[i] + (gradient * gradient - v[i]) * f.second_share;
    m_out[i] = first;
    v_out[i] = second;
    w_out[i] = w[i] - first * f.alpha / (std::sqrt(second) + f.epsilon);
  }
}

// ---- TensorFlow's side ----

// Runs `work(first, last)` on TensorFlow's threads.
static void ParallelFor(OpKernelContext *context, int64_t units, int64_t cycles_a_unit,
                        const std::function<void(int64_t, int64_t)> &work) {
  context->device()->tensorflow_cpu_worker_threads()->workers->ParallelFor(
      units, cycles_a_unit, work);
}

// A part of a tensor as float32 to read: itself, or widened.
template <typename T>
class Source;
template <>
class Source<float> {
 public:
  Source(const Tensor &tensor, int64_t) : all_(tensor.flat<float>().data()) {}
  const float *At(int64_t start, int64_t) { return all_ + start; }

 private:
  const float *all_;
};
template <>
class Source<bfloat16> {
 public:
  Source(const Tensor &tensor, int64_t longest)
      : all_(reinterpret_cast<const uint16_t *>(tensor.flat<bfloat16>().data())),
        part_(longest) {}
  const float *At(int64_t start, int64_t count) {
    Widen(all_ + start, count, part_.data());
    return part_.data();
  }

 private:
  const uint16_t *all_;
  std::vector<float> part_;
};

// A part of a tensor as float32 to write; `Put` rounds it where the tensor is narrower.
template <typename T>
class Target;
template <>
class Target<float> {
 public:
  Target(Tensor *tensor, int64_t) : all_(tensor->flat<float>().data()) {}
  float *At(int64_t start) { return all_ + start; }
  void Put(int64_t, int64_t) {}

 private:
  float *all_;
};
template <>
class Target<bfloat16> {
 public:
  Target(Tensor *tensor, int64_t longest)
      : all_(reinterpret_cast<uint16_t *>(tensor->flat<bfloat16>().data())),
        part_(longest) {}
  float *At(int64_t) { return part_.data(); }
  void Put(int64_t start, int64_t count) { Round(part_.data(), count, all_ + start); }

 private:
  uint16_t *all_;
  std::vector<float> part_;
};

static void CheckSameSize(OpKernelContext *context, const Tensor &a, const Tensor &b) {
  OP_REQUIRES(context, a.NumElements() == b.NumElements(),
              tensorflow::errors::InvalidArgument("inputs differ in size: ",
                                                  a.shape().DebugString(), " and ",
                                                  b.shape().DebugString()));
}


template <typename T>
class DropoutOp : public OpKernel {
 public:
  explicit DropoutOp(OpKernelConstruction *context) : OpKernel(context) {
    OP_REQUIRES_OK(context, context->GetAttr("threshold", &threshold_));
    OP_REQUIRES_OK(context, context->GetAttr("scale", &scale_));
  }

  void Compute(OpKernelContext *context) override {
    const Tensor &x = context->input(0);
    const int64_t size = x.NumElements();
    Tensor *y = nullptr, *kept = nullptr;
    OP_REQUIRES_OK(context,
                   context->forward_input_or_allocate_output({0}, 0, x.shape(), &y));
    const TensorShape words({(size + kBitsAWord - 1) / kBitsAWord});
    OP_REQUIRES_OK(context, context->allocate_output(1, words, &kept));
    const auto seed = context->input(1).flat<int32_t>();
    OP_REQUIRES(context, seed.size() == 2,
                tensorflow::errors::InvalidArgument("seed must have two elements"));
    const Stream stream = ScrambleSeed(seed(0), seed(1));
    uint32_t *bits = reinterpret_cast<uint32_t *>(kept->flat<int32_t>().data());
    const int64_t chunks = (size + kElementsAChunk - 1) / kElementsAChunk;
    ParallelFor(context, chunks, 2 * kElementsAChunk, [&](int64_t first, int64_t last) {
      uint32_t drawn[kWordsAChunk];
      Source<T> from(x, kElementsAChunk);
      Target<T> to(y, kElementsAChunk);
      for (int64_t chunk = first; chunk < last; ++chunk) {
        const int64_t start = chunk * kElementsAChunk;
        const int64_t count = std::min(kElementsAChunk, size - start);
        FillChunk(stream, chunk * kBlocksAChunk, drawn);
        ApplyWords(drawn, threshold_, scale_, count, from.At(start, count), to.At(start),
                   bits + start / kBitsAWord);
        to.Put(start, count);
      }
    });
  }

 private:
  int threshold_;
  float scale_;
};

template <typename T>
class DropoutGradOp : public OpKernel {
 public:
  explicit DropoutGradOp(OpKernelConstruction *context) : OpKernel(context) {
    OP_REQUIRES_OK(context, context->GetAttr("scale", &scale_));
  }

  void Compute(OpKernelContext *context) override {
    const Tensor &dy = context->input(0);
    const Tensor &kept = context->input(1);
    const int64_t size = dy.NumElements();
    OP_REQUIRES(context, kept.NumElements() == (size + kBitsAWord - 1) / kBitsAWord,
                tensorflow::errors::InvalidArgument("kept does not fit dy"));
    Tensor *dx = nullptr;
    OP_REQUIRES_OK(context,
                   context->forward_input_or_allocate_output({0}, 0, dy.shape(), &dx));
    const uint32_t *bits =
        reinterpret_cast<const uint32_t *>(kept.flat<int32_t>().data());
    const int64_t chunks = (size + kElementsAChunk - 1) / kElementsAChunk;
    ParallelFor(context, chunks, kElementsAChunk, [&](int64_t first, int64_t last) {
      Source<T> from(dy, kElementsAChunk);
      Target<T> to(dx, kElementsAChunk);
      for (int64_t chunk = first; chunk < last; ++chunk) {
        const int64_t start = chunk * kElementsAChunk;
        const int64_t count = std::min(kElementsAChunk, size - start);
        ApplyBits(bits + start / kBitsAWord, scale_, count, from.At(start, count),
                  to.At(start));
        to.Put(start, count);
      }
    });
  }

 private:
  float scale_;
};

template <typename T>
class DropoutReluGradOp : public OpKernel {
 public:
  explicit DropoutReluGradOp(OpKernelConstruction *context) : OpKernel(context) {
    OP_REQUIRES_OK(context, context->GetAttr("scale", &scale_));
  }

  void Compute(OpKernelContext *context) override {
    const Tensor &dy = context->input(0);
    const Tensor &y = context->input(1);
    CheckSameSize(context, dy, y);
    if (!context->status().ok()) return;
    Tensor *dx = nullptr;
    OP_REQUIRES_OK(context, context->forward_input_or_allocate_output({0, 1}, 0,
                                                                      dy.shape(), &dx));
    const int64_t size = dy.NumElements();
    const int64_t chunks = (size + kElementsAChunk - 1) / kElementsAChunk;
    ParallelFor(context, chunks, kElementsAChunk, [&](int64_t first, int64_t last) {
      Source<T> from(dy, kElementsAChunk), output(y, kElementsAChunk);
      Target<T> to(dx, kElementsAChunk);
      for (int64_t chunk = first; chunk < last; ++chunk) {
        const int64_t start = chunk * kElementsAChunk;
        const int64_t count = std::min(kElementsAChunk, size - start);
        ApplyPositive(scale_, count, from.At(start, count), output.At(start, count),
                      to.At(start));
        to.Put(start, count);
      }
    });
  }

 private:
  float scale_;
};

template <typename T>
class MaxPoolReluGradOp : public OpKernel {
 public:
  explicit MaxPoolReluGradOp(OpKernelConstruction *context) : OpKernel(context) {}

  void Compute(OpKernelContext *context) override {
    const Tensor &x = context->input(0);
    const Tensor &dy = context->input(1);
    OP_REQUIRES(context,
                x.dims() == 4 && dy.dims() == 4 && x.dim_size(0) == dy.dim_size(0) &&
                    x.dim_size(1) / 2 == dy.dim_size(1) &&
                    x.dim_size(2) / 2 == dy.dim_size(2) && x.dim_size(3) == dy.dim_size(3),
                tensorflow::errors::InvalidArgument(
                    "dy is not of 2x2 pooling of x: ", dy.shape().DebugString(), " and ",
                    x.shape().DebugString()));
    Tensor *dx = nullptr;
    OP_REQUIRES_OK(context, context->allocate_output(0, x.shape(), &dx));
    const int64_t rows = x.dim_size(1), row = x.dim_size(2) * x.dim_size(3);
    const int64_t pooled_rows = dy.dim_size(1), pooled_row = dy.dim_size(2) * dy.dim_size(3);
    ParallelFor(context, x.dim_size(0), 4 * rows * row, [&](int64_t image, int64_t last) {
      Source<T> upper(x, row), lower(x, row), gradient(dy, pooled_row);
      Target<T> to_upper(dx, row), to_lower(dx, row);
      for (; image < last; ++image) {
        for (int64_t i = 0; i < pooled_rows; ++i) {
          const int64_t top = (image * rows + 2 * i) * row, bottom = top + row;
          float *out[] = {to_upper.At(top), to_lower.At(bottom)};
          PoolRow(dy.dim_size(2), dy.dim_size(3), upper.At(top, row), lower.At(bottom, row),
                  gradient.At((image * pooled_rows + i) * pooled_row, pooled_row), out[0],
                  out[1]);
          // An odd column is in no window.
          for (float *filled : out) std::fill(filled + 2 * pooled_row, filled + row, 0.0f);
          to_upper.Put(top, row);
          to_lower.Put(bottom, row);
        }
        // Nor is an odd row.
        if (rows % 2 == 0) continue;
        const int64_t odd = (image * rows + rows - 1) * row;
        std::fill_n(to_upper.At(odd), row, 0.0f);
        to_upper.Put(odd, row);
      }
    });
  }
};

class AdamOp : public OpKernel {
 public:
  explicit AdamOp(OpKernelConstruction *context) : OpKernel(context) {
    OP_REQUIRES_OK(context, context->GetAttr("first_share", &first_share_));
    OP_REQUIRES_OK(context, context->GetAttr("second_share", &second_share_));
  }

  void Compute(OpKernelContext *context) override {
    const Tensor &w = context->input(0), &m = context->input(1), &v = context->input(2),
                 &g = context->input(3);
    for (const Tensor *other : {&m, &v, &g}) CheckSameSize(context, w, *other);
    if (!context->status().ok()) return;
    const AdamFactors factors = {context->input(4).scalar<float>()(),
                                 context->input(5).scalar<float>()(), first_share_,
                                 second_share_};
    // The gradient's memory is free afterwards, so a new weight takes it.
    Tensor *w_out = nullptr, *m_out = nullptr, *v_out = nullptr;
    OP_REQUIRES_OK(context, context->forward_input_or_allocate_output({3, 0}, 0, w.shape(),
                                                                      &w_out));
    OP_REQUIRES_OK(context,
                   context->forward_input_or_allocate_output({1}, 1, w.shape(), &m_out));
    OP_REQUIRES_OK(context,
                   context->forward_input_or_allocate_output({2}, 2, w.shape(), &v_out));
    const float *in[] = {w.flat<float>().data(), m.flat<float>().data(),
                         v.flat<float>().data(), g.flat<float>().data()};
    float *out[] = {w_out->flat<float>().data(), m_out->flat<float>().data(),
                    v_out->flat<float>().data()};
    ParallelFor(context, w.NumElements(), 8, [&](int64_t i, int64_t last) {
      AdamLoop(factors, last - i, in[0] + i, in[1] + i, in[2] + i, in[3] + i, out[0] + i,
               out[1] + i, out[2] + i);
    });
  }

 private:
  float first_share_, second_share_;
};

static absl::Status SameAs(InferenceContext *context, int input) {
  context->set_output(0, context->input(input));
  return absl::OkStatus();
}

static absl::Status DropoutShape(InferenceContext *context) {
  context->set_output(1, context->UnknownShapeOfRank(1));
  if (context->FullyDefined(context->input(0))) {
    const int64_t size = context->Value(context->NumElements(context->input(0)));
    context->set_output(1, context->Vector((size + kBitsAWord - 1) / kBitsAWord));
  }
  return SameAs(context, 0);
}

REGISTER_OP("DermlabDropout")
    .Input("x: T")
    .Input("seed: int32")
    .Output("y: T")
    .Output("kept: int32")
    .Attr("threshold: int")
    .Attr("scale: float")
    .Attr("T: {float, bfloat16} = DT_FLOAT")
    .SetShapeFn(DropoutShape);
REGISTER_OP("DermlabDropoutGrad")
    .Input("dy: T")
    .Input("kept: int32")
    .Output("dx: T")
    .Attr("scale: float")
    .Attr("T: {float, bfloat16} = DT_FLOAT")
    .SetShapeFn([](InferenceContext *context) { return SameAs(context, 0); });
REGISTER_OP("DermlabDropoutReluGrad")
    .Input("dy: T")
    .Input("y: T")
    .Output("dx: T")
    .Attr("scale: float")
    .Attr("T: {float, bfloat16} = DT_FLOAT")
    .SetShapeFn([](InferenceContext *context) { return SameAs(context, 0); });
REGISTER_OP("DermlabMaxPoolReluGrad")
    .Input("x: T")
    .Input("dy: T")
    .Output("dx: T")
    .Attr("T: {float, bfloat16} = DT_FLOAT")
    .SetShapeFn([](InferenceContext *context) { return SameAs(context, 0); });
REGISTER_OP("DermlabAdam")
    .Input("w: float")
    .Input("m: float")
    .Input("v: float")
    .Input("g: float")
    .Input("alpha: float")
    .Input("epsilon: float")
    .Output("w_out: float")
    .Output("m_out: float")
    .Output("v_out: float")
    .Attr("first_share: float")
    .Attr("second_share: float")
    .SetShapeFn([](InferenceContext *context) {
      for (int i = 0; i < 3; ++i) context->set_output(i, context->input(0));
      return absl::OkStatus();
    });

#define DERMLAB_REGISTER(name, kernel)                                                \
  REGISTER_KERNEL_BUILDER(                                                            \
      Name(name).Device(tensorflow::DEVICE_CPU).TypeConstraint<float>("T"),           \
      kernel<float>);                                                                 \
  REGISTER_KERNEL_BUILDER(                                                            \
      Name(name).Device(tensorflow::DEVICE_CPU).TypeConstraint<bfloat16>("T"),        \
      kernel<bfloat16>)
DERMLAB_REGISTER("DermlabDropout", DropoutOp);
DERMLAB_REGISTER("DermlabDropoutGrad", DropoutGradOp);
DERMLAB_REGISTER("DermlabDropoutReluGrad", DropoutReluGradOp);
DERMLAB_REGISTER("DermlabMaxPoolReluGrad", MaxPoolReluGradOp);
#undef DERMLAB_REGISTER
REGISTER_KERNEL_BUILDER(Name("DermlabAdam").Device(tensorflow::DEVICE_CPU), AdamOp);

}  // namespace dermlab
