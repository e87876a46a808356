// A C ABI over libtorch (1.13 and later, one source): tensor handles, any operator through the dispatcher,
// autograd with managed callbacks, random state, threads and memory. Everything else is C#.
//
// A handle is an at::Tensor* on the heap that owns one reference; null is None. Every function that can fail
// returns -1 or null and leaves the reason in shim_last_error.
#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Parallel.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <c10/core/InferenceMode.h>
#include <c10/core/impl/VirtualGuardImpl.h>
#include <c10/util/Logging.h>
#include <dlfcn.h>
#include <torch/csrc/autograd/anomaly_mode.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/custom_function.h>
#include <torch/csrc/autograd/grad_mode.h>
#include <torch/csrc/autograd/variable.h>
#include <torch/library.h>
#include <torch/serialize/archive.h>
#include <torch/version.h>

#include <cstring>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#define API extern "C" __attribute__((visibility("default")))
using at::Tensor;
using c10::IValue;
using Handle = Tensor*;

static inline Tensor borrow(Handle h) { return h ? *h : Tensor(); }
static inline Handle give(Tensor t) { return t.defined() ? new Tensor(std::move(t)) : nullptr; }
static inline Tensor take(Handle h) {  // the tensor of a handle that we now own
  if (!h) return Tensor();
  Tensor t = std::move(*h);
  delete h;
  return t;
}
static std::vector<Tensor> list(const Handle* handles, int n) {
  std::vector<Tensor> tensors;
  tensors.reserve(n);
  for (int i = 0; i < n; i++) tensors.push_back(borrow(handles[i]));
  return tensors;
}

// ---- errors ---------------------------------------------------------------------------------------------

enum ErrorKind { kTorch = 1, kManaged = 2, kMemory = 3, kOther = 4 };

// A C# exception on its way through C++ frames; the token is a GCHandle of it.
struct ManagedError : std::runtime_error {
  void* token;
  explicit ManagedError(void* t) : std::runtime_error("managed exception"), token(t) {}
};

static thread_local std::string error_message;
static thread_local int error_kind = 0;
static thread_local void* error_token = nullptr;

static int fail(int kind, std::string message, void* token = nullptr) {
  error_kind = kind;
  error_message = std::move(message);
  error_token = token;
  return -1;
}
static int translate() {
  try {
    throw;
  } catch (const ManagedError& e) {
    return fail(kManaged, e.what(), e.token);
  } catch (const c10::Error& e) {
    return fail(kTorch, e.what_without_backtrace());
  } catch (const std::bad_alloc& e) {
    return fail(kMemory, e.what());
  } catch (const std::exception& e) {
    return fail(kOther, e.what());
  } catch (...) {
    return fail(kOther, "unknown C++ exception");
  }
}
#define TRY(...) \
  try { __VA_ARGS__ } catch (...) { return translate(); }
#define TRY_PTR(...) \
  try { __VA_ARGS__ } catch (...) { translate(); return nullptr; }

API const char* shim_last_error(int* kind, void** token) {
  *kind = error_kind;
  *token = error_token;
  return error_message.c_str();
}
// A symbolised backtrace costs milliseconds per error; C# has its own.
API void shim_initialize() { c10::SetStackTraceFetcher(std::function<std::string()>([] { return std::string(); })); }
API int shim_torch_version() { return TORCH_VERSION_MAJOR * 10000 + TORCH_VERSION_MINOR * 100 + TORCH_VERSION_PATCH; }

// ---- operators ------------------------------------------------------------------------------------------

enum Tag : int32_t { kDefault, kNone, kTensor, kInt, kDouble, kBool, kString, kIntList, kDoubleList, kBoolList,
                     kTensorList, kOptionalTensorList, kDevice, kComplex, kGenerator };
struct Value {
  int32_t tag;
  int32_t n;  // list length, string bytes or device index
  union { int64_t i; double d; const void* p; };
};
static_assert(sizeof(Value) == 16, "Value is shared with C#");

struct Operator {
  c10::OperatorHandle handle;
  std::vector<c10::optional<IValue>> defaults;  // of the libtorch that is loaded
  std::string schema;
};

API Operator* shim_find_operator(const char* name, const char* overload) {
  static std::mutex mutex;
  static std::unordered_map<std::string, Operator*> known;
  TRY_PTR(
    std::lock_guard<std::mutex> lock(mutex);
    auto key = std::string(name) + "." + overload;
    auto found = known.find(key);
    if (found != known.end()) return found->second;
    auto handle = c10::Dispatcher::singleton().findSchema({name, overload});
    if (!handle) { fail(kTorch, "This libtorch has no operator " + key); return nullptr; }
    auto* op = new Operator{*handle, {}, c10::str(handle->schema())};
    for (auto& a : handle->schema().arguments()) op->defaults.push_back(a.default_value());
    return known[key] = op;)
}
API const char* shim_operator_schema(Operator* op) { return op->schema.c_str(); }

template <class T> static c10::List<T> to_list(const Value& v) {
  c10::List<T> l;
  l.reserve(v.n);
  for (int i = 0; i < v.n; i++) l.push_back(T(((const T*)v.p)[i]));
  return l;
}
static IValue pack(const Value& v) {
  switch (v.tag) {
    case kNone: return IValue();
    case kTensor: return IValue(borrow((Handle)v.p));
    case kInt: return IValue(v.i);
    case kDouble: return IValue(v.d);
    case kBool: return IValue(v.i != 0);
    case kString: return IValue(std::string((const char*)v.p, v.n));
    case kIntList: return IValue(to_list<int64_t>(v));
    case kDoubleList: return IValue(to_list<double>(v));
    case kBoolList: return IValue(to_list<bool>(v));
    case kTensorList: return IValue(c10::List<Tensor>(c10::ArrayRef<Tensor>(list((const Handle*)v.p, v.n))));
    case kOptionalTensorList: {
      c10::List<c10::optional<Tensor>> l;
      for (auto& t : list((const Handle*)v.p, v.n)) l.push_back(t.defined() ? c10::optional<Tensor>(t) : c10::nullopt);
      return IValue(std::move(l));
    }
    case kDevice: return IValue(c10::Device((c10::DeviceType)v.i, (c10::DeviceIndex)v.n));
    case kComplex: return IValue(c10::complex<double>(((const double*)v.p)[0], ((const double*)v.p)[1]));
    case kGenerator: return IValue(*(const at::Generator*)v.p);
  }
  TORCH_CHECK(false, "unknown argument tag ", v.tag);
}
// Lists come back as malloc'ed arrays; C# frees them with shim_free_buffer.
template <class T, class L, class F> static void unpack_list(Value& o, int32_t tag, const L& items, F convert) {
  o.tag = tag;
  o.n = (int32_t)items.size();
  auto* p = (T*)malloc(sizeof(T) * (items.size() + 1));
  for (size_t i = 0; i < items.size(); i++) p[i] = convert(items[i]);
  o.p = p;
}
static void unpack(IValue&& v, Value& o) {
  o.n = 0;
  o.i = 0;
  if (v.isTensor()) { o.tag = kTensor; o.p = give(std::move(v).toTensor()); }
  else if (v.isInt()) { o.tag = kInt; o.i = v.toInt(); }
  else if (v.isDouble()) { o.tag = kDouble; o.d = v.toDouble(); }
  else if (v.isBool()) { o.tag = kBool; o.i = v.toBool(); }
  else if (v.isNone()) { o.tag = kNone; }
  else if (v.isTensorList()) unpack_list<Handle>(o, kTensorList, v.toTensorVector(), [](const Tensor& t) { return give(t); });
  else if (v.isIntList()) unpack_list<int64_t>(o, kIntList, v.toIntVector(), [](int64_t i) { return i; });
  else if (v.isComplexDouble()) {
    auto c = v.toComplexDouble();
    unpack_list<double>(o, kComplex, std::vector<double>{c.real(), c.imag()}, [](double d) { return d; });
  } else TORCH_CHECK(false, "unsupported result type ", v.tagKind());
}
// Arguments not given, or given as kDefault, take the schema's default.
static int call(Operator* op, const Value* args, int n, Value* results, int capacity, torch::jit::Stack& stack) {
  int arity = (int)op->defaults.size();
  TORCH_CHECK(n <= arity, n, " arguments given to ", op->schema);
  for (int i = 0; i < arity; i++) {
    if (i < n && args[i].tag != kDefault) { stack.push_back(pack(args[i])); continue; }
    TORCH_CHECK(op->defaults[i], "argument ", i, " is missing in a call of ", op->schema);
    stack.push_back(*op->defaults[i]);
  }
  op->handle.callBoxed(stack);
  int count = (int)stack.size();
  TORCH_CHECK(count <= capacity, "too many results from ", op->schema);
  for (int i = 0; i < count; i++) unpack(std::move(stack[i]), results[i]);
  return count;
}
API int shim_call(Operator* op, const Value* args, int n, Value* results, int capacity) {
  static thread_local torch::jit::Stack reused;  // a nested call (an operator that calls back) takes a stack of its own
  static thread_local bool busy = false;
  if (busy) { TRY(torch::jit::Stack own; return call(op, args, n, results, capacity, own);) }
  struct Release { ~Release() { reused.clear(); busy = false; } } release;
  busy = true;
  TRY(return call(op, args, n, results, capacity, reused);)
}
API void shim_free_buffer(void* p) { free(p); }
API int shim_list_schemas(void (*each)(const char*)) { TRY(
  for (auto& name : c10::Dispatcher::singleton().getAllOpNames())
    if (auto handle = c10::Dispatcher::singleton().findSchema(name)) each(c10::str(handle->schema()).c_str());
  return 0;) }

// ---- tensors --------------------------------------------------------------------------------------------

API void shim_free(Handle h) { delete h; }
API Handle shim_alias(Handle h) { return give(*h); }
API int shim_same(Handle a, Handle b) { return a->is_same(*b); }
API int64_t shim_dim(Handle h) { return h->dim(); }
API int64_t shim_numel(Handle h) { return h->numel(); }
API void shim_sizes(Handle h, int64_t* out) { auto s = h->sizes(); std::copy(s.begin(), s.end(), out); }
API int shim_strides(Handle h, int64_t* out) { TRY(auto s = h->strides(); std::copy(s.begin(), s.end(), out); return 0;) }
API int shim_dtype(Handle h) { return (int)h->scalar_type(); }
API int shim_device(Handle h, int* index) { auto d = h->device(); *index = d.index(); return (int)d.type(); }
API int shim_is_contiguous(Handle h) { TRY(return h->is_contiguous();) }
API int shim_is_sparse(Handle h) { return h->is_sparse(); }
API int shim_is_inference(Handle h) { return h->is_inference(); }
API int64_t shim_storage_offset(Handle h) { TRY(return h->storage_offset();) }
API int64_t shim_storage_bytes(Handle h) { TRY(return (int64_t)h->storage().nbytes();) }
API void* shim_data(Handle h) { TRY_PTR(return h->data_ptr();) }
API int shim_requires_grad(Handle h) { return h->requires_grad(); }
API int shim_set_requires_grad(Handle h, int v) { TRY(h->set_requires_grad(v != 0); return 0;) }
API int shim_is_leaf(Handle h) { return h->is_leaf(); }
API int shim_retain_grad(Handle h) { TRY(h->retain_grad(); return 0;) }
API Handle shim_grad(Handle h) { TRY_PTR(return give(h->grad());) }
API int shim_set_grad(Handle h, Handle g) { TRY(h->mutable_grad() = borrow(g); return 0;) }
API int shim_set_data(Handle h, Handle other) { TRY(h->set_data(*other); return 0;) }
API Handle shim_from_blob(void* data, const int64_t* sizes, int dim, int dtype, void (*release)(void*), void* state) { TRY_PTR(
  auto options = at::TensorOptions().dtype((c10::ScalarType)dtype);
  return give(at::from_blob(data, c10::IntArrayRef(sizes, dim), [release, state](void*) { if (release) release(state); }, options));) }

// The TorchScript archive of one tensor that libtorch's own torch::save writes.
API int shim_save(Handle h, const char* path) { TRY(
  torch::serialize::OutputArchive archive;
  archive.write("0", *h);
  archive.save_to(std::string(path));
  return 0;) }
API Handle shim_load(const char* path) { TRY_PTR(
  torch::serialize::InputArchive archive;
  archive.load_from(std::string(path));
  Tensor tensor;
  archive.read("0", tensor);
  return give(std::move(tensor));) }

// ---- modes, random state, threads -----------------------------------------------------------------------

API int shim_grad_mode() { return at::GradMode::is_enabled(); }
API void shim_set_grad_mode(int enabled) { at::GradMode::set_enabled(enabled != 0); }
API c10::InferenceMode* shim_enter_inference_mode(int enabled) { return new c10::InferenceMode(enabled != 0); }
API void shim_leave_inference_mode(c10::InferenceMode* guard) { delete guard; }
API int shim_is_inference_mode() { return c10::InferenceMode::is_enabled(); }

API int shim_anomaly_mode(int* check_nan) {
  *check_nan = torch::autograd::AnomalyMode::should_check_nan();
  return torch::autograd::AnomalyMode::is_enabled();
}
API void shim_set_anomaly_mode(int enabled, int check_nan) { torch::autograd::AnomalyMode::set_enabled(enabled != 0, check_nan != 0); }

API at::Generator* shim_default_generator() { TRY_PTR(return new at::Generator(at::detail::getDefaultCPUGenerator());) }
API at::Generator* shim_new_generator(uint64_t seed) { TRY_PTR(return new at::Generator(at::detail::createCPUGenerator(seed));) }
API void shim_free_generator(at::Generator* g) { delete g; }
API uint64_t shim_generator_initial_seed(at::Generator* g) { return g->current_seed(); }
API int shim_generator_set_seed(at::Generator* g, uint64_t seed) { TRY(std::lock_guard<std::mutex> lock(g->mutex()); g->set_current_seed(seed); return 0;) }
API Handle shim_generator_state(at::Generator* g) { TRY_PTR(std::lock_guard<std::mutex> lock(g->mutex()); return give(g->get_state());) }
API int shim_generator_set_state(at::Generator* g, Handle state) { TRY(std::lock_guard<std::mutex> lock(g->mutex()); g->set_state(*state); return 0;) }

API int shim_seed_device(int type, int index, uint64_t seed) { TRY(
  at::Generator generator = at::globalContext().defaultGenerator(c10::Device((c10::DeviceType)type, (c10::DeviceIndex)index));
  std::lock_guard<std::mutex> lock(generator.mutex());
  generator.set_current_seed(seed);
  return 0;) }
// Waits for what was given to the current stream of a device.
API int shim_synchronize(int type, int index) { TRY(
  c10::impl::VirtualGuardImpl guard((c10::DeviceType)type);
  guard.synchronizeStream(guard.getStream(c10::Device((c10::DeviceType)type, (c10::DeviceIndex)index)));
  return 0;) }

// Whether products of single precision may round their factors to 10 bits on a GPU: in convolutions, or in matrix products.
API int shim_allow_tf32(int convolutions) { TRY(return convolutions ? at::globalContext().allowTF32CuDNN() : at::globalContext().allowTF32CuBLAS();) }
API int shim_set_allow_tf32(int convolutions, int allowed) { TRY(
  if (convolutions) at::globalContext().setAllowTF32CuDNN(allowed != 0);
  else at::globalContext().setAllowTF32CuBLAS(allowed != 0);
  return 0;) }

API void shim_set_num_threads(int n) { at::set_num_threads(n); }
API int shim_get_num_threads() { return at::get_num_threads(); }
API int shim_set_num_interop_threads(int n) { TRY(at::set_num_interop_threads(n); return 0;) }  // only once, before the first use
API int shim_get_num_interop_threads() { return at::get_num_interop_threads(); }
// 0: another BLAS, 1: sequential, 2: its own threads, 3: OpenMP's (shared with libtorch); -1: no OpenBLAS in the process.
API int shim_openblas_parallel() {
  auto f = (int (*)())dlsym(RTLD_DEFAULT, "openblas_get_parallel");
  return f ? f() + 1 : -1;
}
API void shim_openblas_set_threads(int n) {
  if (auto f = (void (*)(int))dlsym(RTLD_DEFAULT, "openblas_set_num_threads")) f(n);
}

// ---- autograd -------------------------------------------------------------------------------------------

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

static variable_list optional_list(const Handle* handles, int n) { return handles ? list(handles, n) : variable_list(); }

API int shim_backward(const Handle* roots, int n, const Handle* grads, int retain, int create, const Handle* inputs, int n_inputs) { TRY(
  torch::autograd::backward(list(roots, n), optional_list(grads, n), retain != 0, create != 0, list(inputs, n_inputs));
  return 0;) }
API int shim_grad_of(const Handle* outputs, int n, const Handle* grads, const Handle* inputs, int n_inputs,
                     int retain, int create, int allow_unused, Handle* results) { TRY(
  auto r = torch::autograd::grad(list(outputs, n), list(inputs, n_inputs), optional_list(grads, n), retain != 0, create != 0, allow_unused != 0);
  for (int i = 0; i < n_inputs; i++) results[i] = give(std::move(r[i]));
  return 0;) }

// Owns the GCHandle of a managed function's state for as long as the graph holds it.
struct ManagedState : torch::CustomClassHolder {
  void* state;
  void (*release)(void*);
  ManagedState(void* s, void (*r)(void*)) : state(s), release(r) {}
  ~ManagedState() override { release(state); }
};
using Forward = int (*)(void* state, AutogradContext* ctx, Handle* outputs, int capacity, void** token);
using Backward = int (*)(void* state, AutogradContext* ctx, const Handle* grads, int n, Handle* results, int capacity, void** token);

struct ManagedFunction : torch::autograd::Function<ManagedFunction> {
  static constexpr int kOtherArguments = 4;  // of forward, besides the tensor list
  static variable_list forward(AutogradContext* ctx, at::TensorList inputs, c10::intrusive_ptr<ManagedState> state,
                               Forward run, Backward back, int capacity) {
    ctx->saved_data["state"] = IValue::make_capsule(c10::intrusive_ptr<torch::CustomClassHolder>(state));
    ctx->saved_data["backward"] = IValue((int64_t)(intptr_t)back);
    ctx->saved_data["inputs"] = IValue((int64_t)inputs.size());
    std::vector<Handle> outputs(capacity, nullptr);
    void* token = nullptr;
    int n = run(state->state, ctx, outputs.data(), capacity, &token);
    if (n < 0) throw ManagedError(token);
    variable_list result;
    for (int i = 0; i < n; i++) result.push_back(take(outputs[i]));
    return result;
  }
  static variable_list backward(AutogradContext* ctx, variable_list grads) {
    auto capsule = ctx->saved_data["state"].toCapsule();
    auto back = (Backward)(intptr_t)ctx->saved_data["backward"].toInt();
    int n_inputs = (int)ctx->saved_data["inputs"].toInt();
    std::vector<Handle> in;
    for (auto& g : grads) in.push_back(give(g));  // C# owns these
    std::vector<Handle> out(n_inputs, nullptr);
    void* token = nullptr;
    if (back(static_cast<ManagedState*>(capsule.get())->state, ctx, in.data(), (int)in.size(), out.data(), n_inputs, &token) < 0)
      throw ManagedError(token);
    variable_list result;
    for (auto h : out) result.push_back(take(h));
    result.resize(result.size() + kOtherArguments);
    return result;
  }
};
API int shim_apply_function(const Handle* inputs, int n, void* state, void (*release)(void*), Forward run, Backward back,
                            int capacity, Handle* outputs) { TRY(
  auto tensors = list(inputs, n);
  auto result = ManagedFunction::apply(at::TensorList(tensors), c10::make_intrusive<ManagedState>(state, release), run, back, capacity);
  for (size_t i = 0; i < result.size(); i++) outputs[i] = give(std::move(result[i]));
  return (int)result.size();) }
API int shim_context_save(AutogradContext* c, const Handle* tensors, int n) { TRY(c->save_for_backward(list(tensors, n)); return 0;) }
API int shim_context_saved(AutogradContext* c, Handle* out, int capacity) { TRY(
  auto saved = c->get_saved_variables();
  for (size_t i = 0; i < saved.size() && (int)i < capacity; i++) out[i] = give(std::move(saved[i]));
  return (int)saved.size();) }
API int shim_context_mark_dirty(AutogradContext* c, const Handle* tensors, int n) { TRY(c->mark_dirty(list(tensors, n)); return 0;) }
API int shim_context_mark_non_differentiable(AutogradContext* c, const Handle* tensors, int n) { TRY(c->mark_non_differentiable(list(tensors, n)); return 0;) }
API void shim_context_materialize_grads(AutogradContext* c, int value) { c->set_materialize_grads(value != 0); }
