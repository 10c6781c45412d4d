// The TensorFlow addon of tfjs-node with three methods more: a graph becomes a
// function of the eager context, is called as one op, and is removed again.
//
// Upstream's sources are compiled as they are. This unit takes in upstream's
// module and registers it under its own entry point, so nothing is patched.

#include <node_api.h>

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "tensorflow/c/c_api.h"
#include "tensorflow/c/eager/c_api.h"

// Upstream keeps its eager context and its map of tensor handles private and
// offers no accessor. The methods below must work on that very context: a
// function registered in another one could not be called on the same tensors.
// Every header that tfjs_backend.h includes is already included above.
#define private public
#include "tfjs_backend.h"
#undef private

// Upstream's registration would take the module's single entry point.
#undef NAPI_MODULE
#define NAPI_MODULE(name, init)
#include "tfjs_binding.cc"

namespace dermlab {

using tfnodejs::EnsureNapiOK;
using tfnodejs::EnsureTFOK;
using tfnodejs::NapiThrowError;
using tfnodejs::TF_AutoStatus;
using tfnodejs::TFJSBackend;

using Graph = std::unique_ptr<TF_Graph, decltype(&TF_DeleteGraph)>;
using Buffer = std::unique_ptr<TF_Buffer, decltype(&TF_DeleteBuffer)>;
using Function = std::unique_ptr<TF_Function, decltype(&TF_DeleteFunction)>;
using ImportOptions = std::unique_ptr<TF_ImportGraphDefOptions,
                                      decltype(&TF_DeleteImportGraphDefOptions)>;
using Op = std::unique_ptr<TFE_Op, decltype(&TFE_DeleteOp)>;

// Arguments of one call from JavaScript, checked for their number.
struct Call {
  napi_value args[4];
  TFJSBackend *backend = nullptr;

  Call(napi_env env, napi_callback_info info, const char *name, size_t expected) {
    size_t argc = 4;
    ENSURE_NAPI_OK(env, napi_get_cb_info(env, info, &argc, args, nullptr, nullptr));
    if (argc < expected) {
      NAPI_THROW_ERROR(env, "%s() takes %zu arguments, got %zu", name, expected, argc);
      return;
    }
    backend = tfnodejs::GetTFJSBackend(env);
  }
};

static bool ReadString(napi_env env, napi_value value, std::string *out) {
  size_t length = 0;
  ENSURE_NAPI_OK_RETVAL(
      env, napi_get_value_string_utf8(env, value, nullptr, 0, &length), false);
  out->resize(length);
  ENSURE_NAPI_OK_RETVAL(
      env, napi_get_value_string_utf8(env, value, &(*out)[0], length + 1, &length),
      false);
  return true;
}

// Points into the typed array's own memory: valid while the call lasts.
static bool ReadTypedArray(napi_env env, napi_value value, napi_typedarray_type type,
                           const char *what, void **data, size_t *length) {
  napi_typedarray_type actual;
  ENSURE_NAPI_OK_RETVAL(env,
                        napi_get_typedarray_info(env, value, &actual, length, data,
                                                 nullptr, nullptr),
                        false);
  if (actual != type) {
    NAPI_THROW_ERROR(env, "%s is a typed array of the wrong type", what);
    return false;
  }
  return true;
}

// Reads ["node:0", ...] into the graph's outputs.
static bool ReadOutputs(napi_env env, napi_value names, TF_Graph *graph,
                        std::vector<TF_Output> *out) {
  uint32_t length = 0;
  ENSURE_NAPI_OK_RETVAL(env, napi_get_array_length(env, names, &length), false);
  for (uint32_t i = 0; i < length; ++i) {
    napi_value element;
    std::string name;
    ENSURE_NAPI_OK_RETVAL(env, napi_get_element(env, names, i, &element), false);
    if (!ReadString(env, element, &name)) return false;
    const size_t colon = name.rfind(':');
    TF_Operation *operation =
        colon == std::string::npos
            ? nullptr
            : TF_GraphOperationByName(graph, name.substr(0, colon).c_str());
    if (operation == nullptr) {
      NAPI_THROW_ERROR(env, "the graph has no output %s", name.c_str());
      return false;
    }
    out->push_back({operation, std::atoi(name.c_str() + colon + 1)});
  }
  return true;
}

static Graph ImportGraph(napi_env env, napi_value graph_def) {
  void *data = nullptr;
  size_t length = 0;
  if (!ReadTypedArray(env, graph_def, napi_uint8_array, "graphDef", &data, &length)) {
    return Graph(nullptr, &TF_DeleteGraph);
  }
  TF_AutoStatus status;
  Graph graph(TF_NewGraph(), &TF_DeleteGraph);
  Buffer buffer(TF_NewBufferFromString(data, length), &TF_DeleteBuffer);
  ImportOptions options(TF_NewImportGraphDefOptions(), &TF_DeleteImportGraphDefOptions);
  TF_GraphImportGraphDef(graph.get(), buffer.get(), options.get(), status.status);
  if (!EnsureTFOK(env, status, __FILE__, __LINE__)) graph.reset();
  return graph;
}

// addFunction(graphDef: Uint8Array, name: string, inputs: string[], outputs: string[])
static napi_value AddFunction(napi_env env, napi_callback_info info) {
  Call call(env, info, "addFunction", 4);
  std::string name;
  if (!call.backend || !ReadString(env, call.args[1], &name)) return nullptr;
  Graph graph = ImportGraph(env, call.args[0]);
  std::vector<TF_Output> inputs, outputs;
  if (!graph || !ReadOutputs(env, call.args[2], graph.get(), &inputs) ||
      !ReadOutputs(env, call.args[3], graph.get(), &outputs)) {
    return nullptr;
  }
  TF_AutoStatus status;
  Function function(
      TF_GraphToFunction(graph.get(), name.c_str(), /*append_hash_to_fn_name=*/0,
                         /*num_opers=*/-1, /*opers=*/nullptr,
                         static_cast<int>(inputs.size()), inputs.data(),
                         static_cast<int>(outputs.size()), outputs.data(),
                         /*output_names=*/nullptr, /*opts=*/nullptr,
                         /*description=*/nullptr, status.status),
      &TF_DeleteFunction);
  ENSURE_TF_OK_RETVAL(env, status, nullptr);
  TFE_ContextAddFunction(call.backend->tfe_context_, function.get(), status.status);
  ENSURE_TF_OK_RETVAL(env, status, nullptr);
  return nullptr;
}

// removeFunction(name: string)
static napi_value RemoveFunction(napi_env env, napi_callback_info info) {
  Call call(env, info, "removeFunction", 1);
  std::string name;
  if (!call.backend || !ReadString(env, call.args[0], &name)) return nullptr;
  TF_AutoStatus status;
  TFE_ContextRemoveFunction(call.backend->tfe_context_, name.c_str(), status.status);
  ENSURE_TF_OK_RETVAL(env, status, nullptr);
  return nullptr;
}

static bool AddInputs(napi_env env, napi_value ids_value, TFJSBackend *backend,
                      TFE_Op *op) {
  void *data = nullptr;
  size_t length = 0;
  if (!ReadTypedArray(env, ids_value, napi_int32_array, "inputIds", &data, &length)) {
    return false;
  }
  const int32_t *ids = static_cast<const int32_t *>(data);
  TF_AutoStatus status;
  for (size_t i = 0; i < length; ++i) {
    auto entry = backend->tfe_handle_map_.find(ids[i]);
    if (entry == backend->tfe_handle_map_.end()) {
      NAPI_THROW_ERROR(env, "input %zu: tensor %d does not exist", i, ids[i]);
      return false;
    }
    TFE_OpAddInput(op, entry->second, status.status);
    ENSURE_TF_OK_RETVAL(env, status, false);
  }
  return true;
}

static bool ExecuteOp(napi_env env, TFE_Op *op,
                      std::vector<TFE_TensorHandle *> *outputs) {
  TF_AutoStatus status;
  int count = static_cast<int>(outputs->size());
  TFE_Execute(op, outputs->data(), &count, status.status);
  ENSURE_TF_OK_RETVAL(env, status, false);
  if (count != static_cast<int>(outputs->size())) {
    for (int i = 0; i < count; ++i) TFE_DeleteTensorHandle((*outputs)[i]);
    NAPI_THROW_ERROR(env, "the function gave %d outputs, expected %zu", count,
                     outputs->size());
    return false;
  }
  return true;
}

// callFunction(name: string, configProto: Uint8Array, inputIds: Int32Array,
//              outputCount: number): TensorMetadata[]
// configProto is a serialized tensorflow.ConfigProto, as bytes: upstream's
// executeOp() would pass it through UTF-8.
static napi_value CallFunction(napi_env env, napi_callback_info info) {
  Call call(env, info, "callFunction", 4);
  std::string name;
  if (!call.backend || !ReadString(env, call.args[0], &name)) return nullptr;
  void *config = nullptr;
  size_t config_length = 0;
  uint32_t output_count = 0;
  if (!ReadTypedArray(env, call.args[1], napi_uint8_array, "configProto", &config,
                      &config_length)) {
    return nullptr;
  }
  ENSURE_NAPI_OK_RETVAL(env, napi_get_value_uint32(env, call.args[3], &output_count),
                        nullptr);
  TF_AutoStatus status;
  Op op(TFE_NewOp(call.backend->tfe_context_, name.c_str(), status.status),
        &TFE_DeleteOp);
  ENSURE_TF_OK_RETVAL(env, status, nullptr);
  TFE_OpSetAttrString(op.get(), "config_proto", config, config_length);
  if (!AddInputs(env, call.args[2], call.backend, op.get())) return nullptr;
  std::vector<TFE_TensorHandle *> outputs(output_count, nullptr);
  if (!ExecuteOp(env, op.get(), &outputs)) return nullptr;
  napi_value result;
  ENSURE_NAPI_OK_RETVAL(
      env, napi_create_array_with_length(env, output_count, &result), nullptr);
  for (uint32_t i = 0; i < output_count; ++i) {
    napi_value tensor = call.backend->GenerateOutputTensorInfo(env, outputs[i]);
    ENSURE_NAPI_OK_RETVAL(env, napi_set_element(env, result, i, tensor), nullptr);
  }
  return result;
}

// deviceNames(): string[]
static napi_value DeviceNames(napi_env env, napi_callback_info info) {
  Call call(env, info, "deviceNames", 0);
  if (!call.backend) return nullptr;
  TF_AutoStatus status;
  std::unique_ptr<TF_DeviceList, decltype(&TF_DeleteDeviceList)> devices(
      TFE_ContextListDevices(call.backend->tfe_context_, status.status),
      &TF_DeleteDeviceList);
  ENSURE_TF_OK_RETVAL(env, status, nullptr);
  napi_value result;
  ENSURE_NAPI_OK_RETVAL(env, napi_create_array(env, &result), nullptr);
  for (int i = 0; i < TF_DeviceListCount(devices.get()); ++i) {
    const char *name = TF_DeviceListName(devices.get(), i, status.status);
    ENSURE_TF_OK_RETVAL(env, status, nullptr);
    napi_value value;
    ENSURE_NAPI_OK_RETVAL(
        env, napi_create_string_utf8(env, name, NAPI_AUTO_LENGTH, &value), nullptr);
    ENSURE_NAPI_OK_RETVAL(env, napi_set_element(env, result, i, value), nullptr);
  }
  return result;
}

// setMallocThreshold(bytes: number): boolean
// glibc maps each block above the threshold anew and unmaps it on free, so every
// activation is page-faulted in again on every op. A higher threshold keeps such
// blocks on the heap, and keeps the heap's top from being given back each time.
// Returns whether this C library has such a setting.
static napi_value SetMallocThreshold(napi_env env, napi_callback_info info) {
  Call call(env, info, "setMallocThreshold", 1);
  int32_t bytes = 0;
  if (!call.backend) return nullptr;
  ENSURE_NAPI_OK_RETVAL(env, napi_get_value_int32(env, call.args[0], &bytes), nullptr);
  bool done = false;
#ifdef __GLIBC__
  done = mallopt(M_MMAP_THRESHOLD, bytes) == 1 && mallopt(M_TRIM_THRESHOLD, bytes) == 1;
#endif
  napi_value result;
  ENSURE_NAPI_OK_RETVAL(env, napi_get_boolean(env, done, &result), nullptr);
  return result;
}

static napi_value Init(napi_env env, napi_value exports) {
  exports = tfnodejs::InitTFNodeJSBinding(env, exports);
  if (exports == nullptr || tfnodejs::IsExceptionPending(env)) return exports;
  const std::pair<const char *, napi_callback> methods[] = {
      {"addFunction", AddFunction},
      {"removeFunction", RemoveFunction},
      {"callFunction", CallFunction},
      {"deviceNames", DeviceNames},
      {"setMallocThreshold", SetMallocThreshold},
  };
  for (const auto &method : methods) {
    napi_value function;
    ENSURE_NAPI_OK_RETVAL(env,
                          napi_create_function(env, method.first, NAPI_AUTO_LENGTH,
                                               method.second, nullptr, &function),
                          exports);
    ENSURE_NAPI_OK_RETVAL(
        env, napi_set_named_property(env, exports, method.first, function), exports);
  }
  return exports;
}

}  // namespace dermlab

NAPI_MODULE_INIT() { return dermlab::Init(env, exports); }
