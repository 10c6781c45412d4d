// Decodes a JPEG with TensorFlow's libjpeg-turbo and scales it as Pillow does, on a thread of
// libuv's pool. lib/src/images makes the weights and says which files may come here.

#include "images.h"

#include <cstring>
#include <memory>

#include "resample.h"
#include "tensorflow/core/lib/jpeg/jpeg_mem.h"

namespace dermlab {

// A thread keeps its pixels' memory from image to image up to this size.
constexpr size_t kKeptBytes = size_t{16} << 20;

// One image on its way: what came from JavaScript, and what goes back.
struct Decoding {
  napi_async_work work = nullptr;
  napi_deferred deferred = nullptr;
  napi_ref encoded = nullptr;
  const uint8_t *data = nullptr;
  size_t size = 0;
  int width = 0;
  int height = 0;
  Taps x, y;
  Bytes result;
};

// Leaves the result empty where the file has the least flaw: the caller then asks another decoder.
static void Decode(napi_env, void *data) {
  auto *decoding = static_cast<Decoding *>(data);
  const int width = decoding->width;
  const int height = decoding->height;
  tensorflow::jpeg::UncompressFlags flags;
  flags.components = kChannels;
  flags.dct_method = JDCT_ISLOW;
  thread_local Bytes pixels;
  const auto allocate = [&](int w, int h, int components) -> uint8_t * {
    if (w != width || h != height || components != kChannels) return nullptr;
    pixels.resize(size_t{1} * w * h * kChannels + kReadBeyond);
    return pixels.data();
  };
  int64_t warnings = 0;
  const uint8_t *decoded =
      tensorflow::jpeg::Uncompress(decoding->data, static_cast<int>(decoding->size), flags,
                                   &warnings, allocate);
  if (decoded != nullptr && warnings == 0) {
    decoding->result = Resample(decoded, width, height, decoding->x, decoding->y);
  }
  if (pixels.size() > kKeptBytes) Bytes().swap(pixels);
}

static void Finish(napi_env env, napi_status, void *data) {
  std::unique_ptr<Decoding> decoding(static_cast<Decoding *>(data));
  napi_value result, buffer;
  void *target = nullptr;
  const Bytes &bytes = decoding->result;
  if (bytes.empty()) {
    napi_get_null(env, &result);
  } else {
    napi_create_arraybuffer(env, bytes.size(), &target, &buffer);
    std::memcpy(target, bytes.data(), bytes.size());
    napi_create_typedarray(env, napi_uint8_array, bytes.size(), buffer, 0, &result);
  }
  napi_delete_reference(env, decoding->encoded);
  napi_delete_async_work(env, decoding->work);
  napi_resolve_deferred(env, decoding->deferred, result);
}

static bool ReadInts(napi_env env, napi_value value, std::vector<int32_t> *out) {
  napi_typedarray_type type;
  size_t length = 0;
  void *data = nullptr;
  const napi_status status =
      napi_get_typedarray_info(env, value, &type, &length, &data, nullptr, nullptr);
  if (status != napi_ok || type != napi_int32_array || length == 0) return false;
  out->assign(static_cast<int32_t *>(data), static_cast<int32_t *>(data) + length);
  return true;
}

// Weights along one axis of this length, from three typed arrays; all neighbours lie inside.
static bool ReadTaps(napi_env env, const napi_value *args, int length, Taps *taps) {
  if (!ReadInts(env, args[0], &taps->first) || !ReadInts(env, args[1], &taps->count) ||
      !ReadInts(env, args[2], &taps->weights) || taps->count.size() != taps->first.size() ||
      taps->weights.size() % taps->first.size() != 0) {
    return false;
  }
  for (int position = 0; position < taps->length(); ++position) {
    const int first = taps->first[position];
    const int count = taps->count[position];
    if (first < 0 || count < 0 || count > taps->stride() || first > length - count) return false;
  }
  return true;
}

static bool ReadArguments(napi_env env, napi_callback_info info, Decoding *decoding) {
  size_t count = 9;
  napi_value args[9];
  napi_typedarray_type type;
  void *data = nullptr;
  if (napi_get_cb_info(env, info, &count, args, nullptr, nullptr) != napi_ok || count < 9 ||
      napi_get_typedarray_info(env, args[0], &type, &decoding->size, &data, nullptr, nullptr) !=
          napi_ok ||
      type != napi_uint8_array || decoding->size > INT32_MAX ||
      napi_get_value_int32(env, args[1], &decoding->width) != napi_ok ||
      napi_get_value_int32(env, args[2], &decoding->height) != napi_ok ||
      !ReadTaps(env, &args[3], decoding->width, &decoding->x) ||
      !ReadTaps(env, &args[6], decoding->height, &decoding->y)) {
    return false;
  }
  decoding->data = static_cast<const uint8_t *>(data);
  return napi_create_reference(env, args[0], 1, &decoding->encoded) == napi_ok;
}

napi_value DecodeJpeg(napi_env env, napi_callback_info info) {
  auto decoding = std::make_unique<Decoding>();
  if (!ReadArguments(env, info, decoding.get())) {
    napi_throw_type_error(env, nullptr, "decodeJpeg() was called with other arguments");
    return nullptr;
  }
  napi_value promise, name;
  napi_create_promise(env, &decoding->deferred, &promise);
  napi_create_string_utf8(env, "decodeJpeg", NAPI_AUTO_LENGTH, &name);
  napi_create_async_work(env, nullptr, name, Decode, Finish, decoding.get(), &decoding->work);
  napi_queue_async_work(env, decoding->work);
  decoding.release();
  return promise;
}

}  // namespace dermlab
