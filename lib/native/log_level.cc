// Loaded before the addon. TensorFlow's library logs while it is being loaded, through
// Abseil, which does not heed TF_CPP_MIN_LOG_LEVEL then. Symbols of this addon come before
// those of the libraries that it loads, so Abseil asks here for the lowest level to log.

#include <node_api.h>

#include <cstdlib>

#include "absl/base/config.h"
#include "absl/base/log_severity.h"
#include "absl/log/globals.h"

namespace absl {
ABSL_NAMESPACE_BEGIN

LogSeverityAtLeast MinLogLevel() {
  const char *level = std::getenv("TF_CPP_MIN_LOG_LEVEL");
  return static_cast<LogSeverityAtLeast>(level == nullptr ? 0 : std::atoi(level));
}

ABSL_NAMESPACE_END
}  // namespace absl

NAPI_MODULE_INIT() { return exports; }
