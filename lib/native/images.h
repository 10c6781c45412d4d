#ifndef DERMLAB_IMAGES_H_
#define DERMLAB_IMAGES_H_

#include <node_api.h>

namespace dermlab {

// decodeJpeg(encoded, widthPx, heightPx, xFirst, xCount, xWeights, yFirst, yCount, yWeights):
//   Promise<Uint8Array | null>
napi_value DecodeJpeg(napi_env env, napi_callback_info info);

}  // namespace dermlab

#endif  // DERMLAB_IMAGES_H_
