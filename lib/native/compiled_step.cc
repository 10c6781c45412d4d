// The TensorFlow addon of tfjs-node with methods more: a graph is drawn up op by op,
// becomes a function of the eager context, is called as one op, and is removed again.
//
// Upstream's sources are compiled as they are. This unit takes in upstream's
// module and registers it under its own entry point, so nothing is patched.

#include <node_api.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "tensorflow/c/c_api.h"
#include "tensorflow/c/eager/c_api.h"
#include "tensorflow/core/platform/cpu_info.h"

#include "images.h"

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
#include "tfjs_backend.cc"
#include "tfjs_binding.cc"

namespace dermlab {

using tfnodejs::EnsureNapiOK;
using tfnodejs::EnsureTFOK;
using tfnodejs::NapiThrowError;
using tfnodejs::TF_AutoStatus;
using tfnodejs::TF_AutoTensor;
using tfnodejs::TFJSBackend;

using Graph = std::unique_ptr<TF_Graph, decltype(&TF_DeleteGraph)>;
using Function = std::unique_ptr<TF_Function, decltype(&TF_DeleteFunction)>;
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

// A graph while it is drawn up. Tensors in it are numbered in order of creation.
struct GraphBuilder {
  Graph graph{TF_NewGraph(), &TF_DeleteGraph};
  std::vector<TF_Output> tensors;
};

static bool ReadGraph(napi_env env, napi_value value, GraphBuilder **out) {
  ENSURE_NAPI_OK_RETVAL(
      env, napi_get_value_external(env, value, reinterpret_cast<void **>(out)), false);
  return true;
}

// Reads an Int32Array of tensor numbers.
static bool ReadTensors(napi_env env, napi_value value, const GraphBuilder &builder,
                        std::vector<TF_Output> *out) {
  void *data = nullptr;
  size_t length = 0;
  if (!ReadTypedArray(env, value, napi_int32_array, "tensors", &data, &length)) {
    return false;
  }
  const int32_t *numbers = static_cast<const int32_t *>(data);
  for (size_t i = 0; i < length; ++i) {
    if (numbers[i] < 0 || numbers[i] >= static_cast<int32_t>(builder.tensors.size())) {
      NAPI_THROW_ERROR(env, "the graph has no tensor %d", numbers[i]);
      return false;
    }
    out->push_back(builder.tensors[numbers[i]]);
  }
  return true;
}

// createGraph(): Graph
static napi_value CreateGraph(napi_env env, napi_callback_info) {
  napi_value result;
  auto finalize = [](napi_env, void *data, void *) {
    delete static_cast<GraphBuilder *>(data);
  };
  ENSURE_NAPI_OK_RETVAL(
      env, napi_create_external(env, new GraphBuilder, finalize, nullptr, &result),
      nullptr);
  return result;
}

// The number, shape and dtype of a tensor. Its shape must be known before it runs,
// for tfjs's kernels ask for it.
static napi_value DescribeTensor(napi_env env, GraphBuilder *builder, TF_Output tensor) {
  TF_AutoStatus status;
  const int rank = TF_GraphGetTensorNumDims(builder->graph.get(), tensor, status.status);
  ENSURE_TF_OK_RETVAL(env, status, nullptr);
  std::vector<int64_t> shape(std::max(rank, 0));
  if (rank > 0) {
    TF_GraphGetTensorShape(builder->graph.get(), tensor, shape.data(), rank,
                           status.status);
    ENSURE_TF_OK_RETVAL(env, status, nullptr);
  }
  if (rank < 0 || std::count(shape.begin(), shape.end(), -1) > 0) {
    NAPI_THROW_ERROR(env, "the output shape of %s is unknown before it runs",
                     TF_OperationOpType(tensor.oper));
    return nullptr;
  }
  napi_value result, id, dtype, dims;
  builder->tensors.push_back(tensor);
  napi_create_object(env, &result);
  napi_create_int32(env, static_cast<int32_t>(builder->tensors.size()) - 1, &id);
  napi_create_int32(env, TF_OperationOutputType(tensor), &dtype);
  napi_create_array_with_length(env, shape.size(), &dims);
  for (size_t i = 0; i < shape.size(); ++i) {
    napi_value dim;
    napi_create_int64(env, shape[i], &dim);
    napi_set_element(env, dims, i, dim);
  }
  napi_set_named_property(env, result, "id", id);
  napi_set_named_property(env, result, "dtype", dtype);
  napi_set_named_property(env, result, "shape", dims);
  return result;
}

static TF_OperationDescription *NewOperation(GraphBuilder *builder, const char *type) {
  const std::string name = "n" + std::to_string(builder->tensors.size()) + "_" + type;
  return TF_NewOperation(builder->graph.get(), type, name.c_str());
}

// graphInput(graph: Graph, dtype: number, shape: number[]): TensorMetadata
static napi_value GraphInput(napi_env env, napi_callback_info info) {
  Call call(env, info, "graphInput", 3);
  GraphBuilder *builder = nullptr;
  int32_t dtype = 0;
  if (!call.backend || !ReadGraph(env, call.args[0], &builder)) return nullptr;
  ENSURE_NAPI_OK_RETVAL(env, napi_get_value_int32(env, call.args[1], &dtype), nullptr);
  std::vector<int64_t> shape;
  tfnodejs::ExtractArrayShape(env, call.args[2], &shape);
  TF_AutoStatus status;
  TF_OperationDescription *operation = NewOperation(builder, "Placeholder");
  TF_SetAttrType(operation, "dtype", static_cast<TF_DataType>(dtype));
  TF_SetAttrShape(operation, "shape", shape.data(), static_cast<int>(shape.size()));
  // Without it the function's argument has no shape when the graph is optimised.
  const int64_t *shapes[] = {shape.data()};
  const int ranks[] = {static_cast<int>(shape.size())};
  TF_SetAttrShapeList(operation, "_output_shapes", shapes, ranks, 1);
  TF_Operation *placeholder = TF_FinishOperation(operation, status.status);
  ENSURE_TF_OK_RETVAL(env, status, nullptr);
  return DescribeTensor(env, builder, {placeholder, 0});
}

// graphConstant(graph: Graph, dtype: number, shape: number[], values: TypedArray): TensorMetadata
static napi_value GraphConstant(napi_env env, napi_callback_info info) {
  Call call(env, info, "graphConstant", 4);
  GraphBuilder *builder = nullptr;
  int32_t dtype = 0;
  if (!call.backend || !ReadGraph(env, call.args[0], &builder)) return nullptr;
  ENSURE_NAPI_OK_RETVAL(env, napi_get_value_int32(env, call.args[1], &dtype), nullptr);
  std::vector<int64_t> shape;
  tfnodejs::ExtractArrayShape(env, call.args[2], &shape);
  TFE_TensorHandle *handle = tfnodejs::CreateTFE_TensorHandleFromJSValues(
      env, shape.data(), shape.size(), static_cast<TF_DataType>(dtype), call.args[3]);
  if (tfnodejs::IsExceptionPending(env)) return nullptr;
  TF_AutoStatus status;
  TF_AutoTensor tensor(TFE_TensorHandleResolve(handle, status.status));
  TFE_DeleteTensorHandle(handle);
  ENSURE_TF_OK_RETVAL(env, status, nullptr);
  TF_OperationDescription *operation = NewOperation(builder, "Const");
  TF_SetAttrType(operation, "dtype", static_cast<TF_DataType>(dtype));
  TF_SetAttrTensor(operation, "value", tensor.tensor, status.status);
  TF_Operation *constant = TF_FinishOperation(operation, status.status);
  ENSURE_TF_OK_RETVAL(env, status, nullptr);
  return DescribeTensor(env, builder, {constant, 0});
}

static bool Property(napi_env env, napi_value object, const char *name, napi_value *out) {
  ENSURE_NAPI_OK_RETVAL(env, napi_get_named_property(env, object, name, out), false);
  return true;
}

// Reads a number, a boolean or an array of them.
static bool ReadNumbers(napi_env env, napi_value value, std::vector<double> *out,
                        bool *is_list) {
  ENSURE_NAPI_OK_RETVAL(env, napi_is_array(env, value, is_list), false);
  uint32_t length = 1;
  if (*is_list) napi_get_array_length(env, value, &length);
  for (uint32_t i = 0; i < length; ++i) {
    napi_value element = value, number;
    if (*is_list) napi_get_element(env, value, i, &element);
    double result = 0;
    ENSURE_NAPI_OK_RETVAL(env, napi_coerce_to_number(env, element, &number), false);
    ENSURE_NAPI_OK_RETVAL(env, napi_get_value_double(env, number, &result), false);
    out->push_back(result);
  }
  return true;
}

static void SetNumbers(TF_OperationDescription *operation, const char *name, int32_t type,
                       const std::vector<double> &values, bool is_list) {
  const int count = static_cast<int>(values.size());
  if (type == TF_ATTR_INT) {
    const std::vector<int64_t> list(values.begin(), values.end());
    is_list ? TF_SetAttrIntList(operation, name, list.data(), count)
            : TF_SetAttrInt(operation, name, list[0]);
  } else if (type == TF_ATTR_FLOAT) {
    const std::vector<float> list(values.begin(), values.end());
    is_list ? TF_SetAttrFloatList(operation, name, list.data(), count)
            : TF_SetAttrFloat(operation, name, list[0]);
  } else if (type == TF_ATTR_BOOL) {
    const std::vector<unsigned char> list(values.begin(), values.end());
    is_list ? TF_SetAttrBoolList(operation, name, list.data(), count)
            : TF_SetAttrBool(operation, name, list[0]);
  } else if (type == TF_ATTR_TYPE) {
    TF_SetAttrType(operation, name, static_cast<TF_DataType>(values[0]));
  } else {
    const std::vector<int64_t> list(values.begin(), values.end());
    TF_SetAttrShape(operation, name, list.data(), count);
  }
}

// Sets an attribute given as upstream's { name, type, value }. Notes the number of
// tensors in the list that the op begins with, which attribute N gives.
static bool SetAttribute(napi_env env, TF_OperationDescription *operation,
                         napi_value attribute, size_t *list_length) {
  napi_value name_value, type_value, value;
  std::string name, text;
  int32_t type = 0;
  if (!Property(env, attribute, "name", &name_value) ||
      !Property(env, attribute, "type", &type_value) ||
      !Property(env, attribute, "value", &value) || !ReadString(env, name_value, &name)) {
    return false;
  }
  ENSURE_NAPI_OK_RETVAL(env, napi_get_value_int32(env, type_value, &type), false);
  if (type == TF_ATTR_STRING) {
    if (!ReadString(env, value, &text)) return false;
    TF_SetAttrString(operation, name.c_str(), text.data(), text.size());
    return true;
  }
  std::vector<double> numbers;
  bool is_list = false;
  if (!ReadNumbers(env, value, &numbers, &is_list)) return false;
  SetNumbers(operation, name.c_str(), type, numbers, is_list);
  if (name == "N") *list_length = static_cast<size_t>(numbers[0]);
  return true;
}

// graphOp(graph: Graph, type: string, attributes: TFEOpAttr[], inputs: Int32Array): TensorMetadata[]
static napi_value GraphOp(napi_env env, napi_callback_info info) {
  Call call(env, info, "graphOp", 4);
  GraphBuilder *builder = nullptr;
  std::string type;
  std::vector<TF_Output> inputs;
  if (!call.backend || !ReadGraph(env, call.args[0], &builder) ||
      !ReadString(env, call.args[1], &type) ||
      !ReadTensors(env, call.args[3], *builder, &inputs)) {
    return nullptr;
  }
  TF_OperationDescription *operation = NewOperation(builder, type.c_str());
  uint32_t attributes = 0;
  size_t list_length = 0;
  bool read = napi_get_array_length(env, call.args[2], &attributes) == napi_ok;
  for (uint32_t i = 0; read && i < attributes; ++i) {
    napi_value attribute;
    read = napi_get_element(env, call.args[2], i, &attribute) == napi_ok &&
           SetAttribute(env, operation, attribute, &list_length);
  }
  if (list_length > 0) {
    TF_AddInputList(operation, inputs.data(), static_cast<int>(list_length));
  }
  for (size_t i = list_length; i < inputs.size(); ++i) TF_AddInput(operation, inputs[i]);
  TF_AutoStatus status;
  // Also where an attribute could not be read: it frees the description.
  TF_Operation *finished = TF_FinishOperation(operation, status.status);
  if (!read) return nullptr;
  ENSURE_TF_OK_RETVAL(env, status, nullptr);
  napi_value result;
  const int outputs = TF_OperationNumOutputs(finished);
  ENSURE_NAPI_OK_RETVAL(env, napi_create_array_with_length(env, outputs, &result),
                        nullptr);
  for (int i = 0; i < outputs; ++i) {
    napi_value tensor = DescribeTensor(env, builder, {finished, i});
    if (tensor == nullptr) return nullptr;
    ENSURE_NAPI_OK_RETVAL(env, napi_set_element(env, result, i, tensor), nullptr);
  }
  return result;
}

// addFunction(graph: Graph, name: string, inputs: Int32Array, outputs: Int32Array)
static napi_value AddFunction(napi_env env, napi_callback_info info) {
  Call call(env, info, "addFunction", 4);
  GraphBuilder *builder = nullptr;
  std::string name;
  std::vector<TF_Output> inputs, outputs;
  if (!call.backend || !ReadGraph(env, call.args[0], &builder) ||
      !ReadString(env, call.args[1], &name) ||
      !ReadTensors(env, call.args[2], *builder, &inputs) ||
      !ReadTensors(env, call.args[3], *builder, &outputs)) {
    return nullptr;
  }
  TF_AutoStatus status;
  Function function(
      TF_GraphToFunction(builder->graph.get(), name.c_str(),
                         /*append_hash_to_fn_name=*/0, /*num_opers=*/-1,
                         /*opers=*/nullptr, static_cast<int>(inputs.size()),
                         inputs.data(), static_cast<int>(outputs.size()), outputs.data(),
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

// A call of a function, from the JavaScript call that starts it to the promise it keeps.
struct FunctionCall {
  Op op{nullptr, &TFE_DeleteOp};
  TFJSBackend *backend = nullptr;
  std::vector<TFE_TensorHandle *> outputs;
  TF_AutoStatus status;
  napi_deferred deferred = nullptr;
  napi_async_work work = nullptr;
};

// Reads (name: string, configProto: Uint8Array, inputIds: Int32Array, outputCount: number).
// configProto is a serialized tensorflow.ConfigProto, as bytes: upstream's
// executeOp() would pass it through UTF-8.
static bool PrepareCall(napi_env env, napi_callback_info info, const char *method,
                        FunctionCall *prepared) {
  Call call(env, info, method, 4);
  std::string name;
  if (!call.backend || !ReadString(env, call.args[0], &name)) return false;
  void *config = nullptr;
  size_t config_length = 0;
  uint32_t output_count = 0;
  if (!ReadTypedArray(env, call.args[1], napi_uint8_array, "configProto", &config,
                      &config_length)) {
    return false;
  }
  ENSURE_NAPI_OK_RETVAL(env, napi_get_value_uint32(env, call.args[3], &output_count),
                        false);
  prepared->backend = call.backend;
  prepared->outputs.resize(output_count, nullptr);
  prepared->op.reset(
      TFE_NewOp(call.backend->tfe_context_, name.c_str(), prepared->status.status));
  ENSURE_TF_OK_RETVAL(env, prepared->status, false);
  TFE_OpSetAttrString(prepared->op.get(), "config_proto", config, config_length);
  return AddInputs(env, call.args[2], call.backend, prepared->op.get());
}

// Needs no JavaScript, so it may run on any thread.
static void Execute(FunctionCall *call) {
  int count = static_cast<int>(call->outputs.size());
  TFE_Execute(call->op.get(), call->outputs.data(), &count, call->status.status);
  // The inputs' memory is free from here on.
  call->op.reset();
  if (TF_GetCode(call->status.status) == TF_OK &&
      count != static_cast<int>(call->outputs.size())) {
    for (int i = 0; i < count; ++i) TFE_DeleteTensorHandle(call->outputs[i]);
    TF_SetStatus(call->status.status, TF_INTERNAL,
                 ("the function gave " + std::to_string(count) + " outputs, expected " +
                  std::to_string(call->outputs.size()))
                     .c_str());
  }
}

static napi_value DescribeOutputs(napi_env env, FunctionCall *call) {
  napi_value result;
  ENSURE_NAPI_OK_RETVAL(
      env, napi_create_array_with_length(env, call->outputs.size(), &result), nullptr);
  for (size_t i = 0; i < call->outputs.size(); ++i) {
    napi_value tensor = call->backend->GenerateOutputTensorInfo(env, call->outputs[i]);
    ENSURE_NAPI_OK_RETVAL(env, napi_set_element(env, result, i, tensor), nullptr);
  }
  return result;
}

// callFunction(name, configProto, inputIds, outputCount): TensorMetadata[]
static napi_value CallFunction(napi_env env, napi_callback_info info) {
  FunctionCall call;
  if (!PrepareCall(env, info, "callFunction", &call)) return nullptr;
  Execute(&call);
  ENSURE_TF_OK_RETVAL(env, call.status, nullptr);
  return DescribeOutputs(env, &call);
}

static void KeepPromise(napi_env env, napi_status, void *data) {
  const std::unique_ptr<FunctionCall> call(static_cast<FunctionCall *>(data));
  napi_delete_async_work(env, call->work);
  if (TF_GetCode(call->status.status) == TF_OK) {
    napi_value result = DescribeOutputs(env, call.get());
    if (result != nullptr) napi_resolve_deferred(env, call->deferred, result);
    return;
  }
  napi_value text, error;
  napi_create_string_utf8(env, TF_Message(call->status.status), NAPI_AUTO_LENGTH, &text);
  napi_create_error(env, nullptr, text, &error);
  napi_reject_deferred(env, call->deferred, error);
}

// callFunctionAsync(name, configProto, inputIds, outputCount): Promise<TensorMetadata[]>
// The same on a thread of libuv's: JavaScript goes on meanwhile.
static napi_value CallFunctionAsync(napi_env env, napi_callback_info info) {
  auto call = std::make_unique<FunctionCall>();
  if (!PrepareCall(env, info, "callFunctionAsync", call.get())) return nullptr;
  napi_value promise, name;
  ENSURE_NAPI_OK_RETVAL(env, napi_create_promise(env, &call->deferred, &promise), nullptr);
  napi_create_string_utf8(env, "dermlab:callFunction", NAPI_AUTO_LENGTH, &name);
  auto execute = [](napi_env, void *data) { Execute(static_cast<FunctionCall *>(data)); };
  ENSURE_NAPI_OK_RETVAL(env,
                        napi_create_async_work(env, nullptr, name, execute, KeepPromise,
                                               call.get(), &call->work),
                        nullptr);
  ENSURE_NAPI_OK_RETVAL(env, napi_queue_async_work(env, call->work), nullptr);
  call.release();
  return promise;
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

// bfloat16Units(): string[], the processor's instructions for products of bfloat16
static napi_value Bfloat16Units(napi_env env, napi_callback_info) {
  using tensorflow::port::CPUFeature;
  const std::pair<const char *, CPUFeature> units[] = {
      {"AMX", CPUFeature::AMX_BF16},
      {"AVX-512 BF16", CPUFeature::AVX512_BF16},
  };
  napi_value result;
  uint32_t count = 0;
  ENSURE_NAPI_OK_RETVAL(env, napi_create_array(env, &result), nullptr);
  for (const auto &unit : units) {
    if (!tensorflow::port::TestCPUFeature(unit.second)) continue;
    napi_value name;
    ENSURE_NAPI_OK_RETVAL(
        env, napi_create_string_utf8(env, unit.first, NAPI_AUTO_LENGTH, &name), nullptr);
    ENSURE_NAPI_OK_RETVAL(env, napi_set_element(env, result, count++, name), nullptr);
  }
  return result;
}

static napi_value Init(napi_env env, napi_value exports) {
  exports = tfnodejs::InitTFNodeJSBinding(env, exports);
  if (exports == nullptr || tfnodejs::IsExceptionPending(env)) return exports;
  const std::pair<const char *, napi_callback> methods[] = {
      {"createGraph", CreateGraph},
      {"graphInput", GraphInput},
      {"graphConstant", GraphConstant},
      {"graphOp", GraphOp},
      {"addFunction", AddFunction},
      {"removeFunction", RemoveFunction},
      {"callFunction", CallFunction},
      {"callFunctionAsync", CallFunctionAsync},
      {"deviceNames", DeviceNames},
      {"decodeJpeg", DecodeJpeg},
      {"bfloat16Units", Bfloat16Units},
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
