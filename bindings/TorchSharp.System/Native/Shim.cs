using System.Runtime.InteropServices;

namespace TorchSharp.Native;

/// <summary>The C ABI of bindings/native/shim.cpp. Handles are <c>at::Tensor*</c>, each owning one reference; 0 is None.</summary>
internal static unsafe partial class Shim
{
    private const string Library = "torchshim";

    static Shim()
    {
        NativeEnvironment.Prepare();
        NativeLibrary.SetDllImportResolver(typeof(Shim).Assembly, (name, _, _) => name == Library ? NativeEnvironment.LoadShim() : 0);
        shim_initialize();
        NativeEnvironment.SetThreads();
    }

    [DllImport(Library)] private static extern void shim_initialize();
    [DllImport(Library)] internal static extern byte* shim_last_error(int* kind, nint* token);
    [DllImport(Library)] internal static extern int shim_torch_version();

    [DllImport(Library)] internal static extern nint shim_find_operator([MarshalAs(UnmanagedType.LPUTF8Str)] string name, [MarshalAs(UnmanagedType.LPUTF8Str)] string overload);
    [DllImport(Library)] internal static extern byte* shim_operator_schema(nint op);
    [DllImport(Library)] internal static extern int shim_call(nint op, Value* args, int n, Value* results, int capacity);
    [DllImport(Library)] internal static extern void shim_free_buffer(nint p);
    [DllImport(Library)] internal static extern int shim_list_schemas(delegate* unmanaged<byte*, void> each);

    [DllImport(Library)] internal static extern void shim_free(nint h);
    [DllImport(Library)] internal static extern nint shim_alias(nint h);
    [DllImport(Library), SuppressGCTransition] internal static extern int shim_same(nint a, nint b);
    [DllImport(Library), SuppressGCTransition] internal static extern long shim_dim(nint h);
    [DllImport(Library), SuppressGCTransition] internal static extern long shim_numel(nint h);
    [DllImport(Library), SuppressGCTransition] internal static extern void shim_sizes(nint h, long* sizes);
    [DllImport(Library)] internal static extern int shim_strides(nint h, long* strides);
    [DllImport(Library), SuppressGCTransition] internal static extern int shim_dtype(nint h);
    [DllImport(Library), SuppressGCTransition] internal static extern int shim_device(nint h, int* index);
    [DllImport(Library)] internal static extern int shim_is_contiguous(nint h);
    [DllImport(Library)] internal static extern int shim_is_sparse(nint h);
    [DllImport(Library)] internal static extern int shim_is_inference(nint h);
    [DllImport(Library)] internal static extern long shim_storage_offset(nint h);
    [DllImport(Library)] internal static extern long shim_storage_bytes(nint h);
    [DllImport(Library)] internal static extern nint shim_data(nint h);
    [DllImport(Library)] internal static extern int shim_requires_grad(nint h);
    [DllImport(Library)] internal static extern int shim_set_requires_grad(nint h, int value);
    [DllImport(Library)] internal static extern int shim_is_leaf(nint h);
    [DllImport(Library)] internal static extern int shim_retain_grad(nint h);
    [DllImport(Library)] internal static extern nint shim_grad(nint h);
    [DllImport(Library)] internal static extern int shim_set_grad(nint h, nint grad);
    [DllImport(Library)] internal static extern int shim_set_data(nint h, nint other);
    [DllImport(Library)] internal static extern nint shim_from_blob(void* data, long* sizes, int dim, int dtype, delegate* unmanaged<nint, void> release, nint state);
    [DllImport(Library)] internal static extern int shim_save(nint h, [MarshalAs(UnmanagedType.LPUTF8Str)] string path);
    [DllImport(Library)] internal static extern nint shim_load([MarshalAs(UnmanagedType.LPUTF8Str)] string path);

    [DllImport(Library), SuppressGCTransition] internal static extern int shim_grad_mode();
    [DllImport(Library), SuppressGCTransition] internal static extern void shim_set_grad_mode(int enabled);
    [DllImport(Library)] internal static extern nint shim_enter_inference_mode(int enabled);
    [DllImport(Library)] internal static extern void shim_leave_inference_mode(nint guard);
    [DllImport(Library)] internal static extern int shim_is_inference_mode();
    [DllImport(Library)] internal static extern int shim_anomaly_mode(int* checkNaN);
    [DllImport(Library)] internal static extern void shim_set_anomaly_mode(int enabled, int checkNaN);
    [DllImport(Library)] internal static extern nint shim_default_generator();
    [DllImport(Library)] internal static extern nint shim_new_generator(ulong seed);
    [DllImport(Library)] internal static extern void shim_free_generator(nint g);
    [DllImport(Library)] internal static extern ulong shim_generator_initial_seed(nint g);
    [DllImport(Library)] internal static extern int shim_generator_set_seed(nint g, ulong seed);
    [DllImport(Library)] internal static extern nint shim_generator_state(nint g);
    [DllImport(Library)] internal static extern int shim_generator_set_state(nint g, nint state);
    [DllImport(Library)] internal static extern int shim_seed_device(int type, int index, ulong seed);
    [DllImport(Library)] internal static extern int shim_synchronize(int type, int index);
    [DllImport(Library)] internal static extern int shim_allow_tf32(int convolutions);
    [DllImport(Library)] internal static extern int shim_set_allow_tf32(int convolutions, int allowed);
    [DllImport(Library)] internal static extern void shim_set_num_threads(int n);
    [DllImport(Library)] internal static extern int shim_get_num_threads();
    [DllImport(Library)] internal static extern int shim_set_num_interop_threads(int n);
    [DllImport(Library)] internal static extern int shim_get_num_interop_threads();
    [DllImport(Library)] internal static extern int shim_openblas_parallel();
    [DllImport(Library)] internal static extern void shim_openblas_set_threads(int n);

    [DllImport(Library)] internal static extern int shim_backward(nint* roots, int n, nint* grads, int retain, int create, nint* inputs, int inputCount);
    [DllImport(Library)] internal static extern int shim_grad_of(nint* outputs, int n, nint* grads, nint* inputs, int inputCount, int retain, int create, int allowUnused, nint* results);
    [DllImport(Library)]
    internal static extern int shim_apply_function(nint* inputs, int n, nint state, delegate* unmanaged<nint, void> release,
        delegate* unmanaged<nint, nint, nint*, int, nint*, int> forward, delegate* unmanaged<nint, nint, nint*, int, nint*, int, nint*, int> backward, int capacity, nint* outputs);
    [DllImport(Library)] internal static extern int shim_context_save(nint context, nint* tensors, int n);
    [DllImport(Library)] internal static extern int shim_context_saved(nint context, nint* tensors, int capacity);
    [DllImport(Library)] internal static extern int shim_context_mark_dirty(nint context, nint* tensors, int n);
    [DllImport(Library)] internal static extern int shim_context_mark_non_differentiable(nint context, nint* tensors, int n);
    [DllImport(Library)] internal static extern void shim_context_materialize_grads(nint context, int value);
}
