using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace TorchSharp.Native;

/// <summary>
/// A libtorch operator, looked up once by schema name and called through the dispatcher. Looking it up is lazy, so an
/// operator that this libtorch lacks is an error only when it is used.
/// </summary>
internal sealed unsafe class Operator(string name, string overload = "")
{
    private const int MaxResults = 8;
    private nint _handle;

    /// <summary>Whether the loaded libtorch has this operator.</summary>
    internal bool Exists => _handle != 0 || (_handle = Shim.shim_find_operator(name, overload)) != 0;

    internal string Schema => Marshal.PtrToStringUTF8((nint)Shim.shim_operator_schema(Handle))!;

    private nint Handle
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _handle != 0 ? _handle : Find();
    }

    private nint Find() => _handle = TorchError.Check(Shim.shim_find_operator(name, overload));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal torch.Tensor Tensor(Value* args, int n) => new(Call(args, n).Pointer);

    /// <summary>For in-place operators: the result is the first argument again; the reference to it is dropped.</summary>
    internal void InPlace(Value* args, int n) => Shim.shim_free(Call(args, n).Pointer);

    internal Value Call(Value* args, int n)
    {
        Value result;
        if (Shim.shim_call(Handle, args, n, &result, 1) < 0)
            TorchError.Throw();
        return result;
    }

    /// <summary>For operators that return a list of tensors.</summary>
    internal torch.Tensor[] Tensors(Value* args, int n)
    {
        var result = Call(args, n);
        var tensors = new torch.Tensor[result.Count];
        for (int i = 0; i < tensors.Length; i++)
            tensors[i] = new torch.Tensor(((nint*)result.Pointer)[i]);
        Shim.shim_free_buffer(result.Pointer);
        return tensors;
    }

    /// <summary>For operators that return several tensors.</summary>
    internal torch.Tensor[] Tuple(Value* args, int n)
    {
        var results = stackalloc Value[MaxResults];
        int count = TorchError.Check(Shim.shim_call(Handle, args, n, results, MaxResults));
        var tensors = new torch.Tensor[count];
        for (int i = 0; i < count; i++)
            tensors[i] = results[i].Pointer == 0 ? null! : new torch.Tensor(results[i].Pointer);
        return tensors;
    }

    internal Scalar Scalar(Value* args, int n)
    {
        var result = Call(args, n);
        switch (result.Tag)
        {
            case Tag.Int: return result.Int;
            case Tag.Double: return result.Double;
            case Tag.Bool: return result.Boolean;
            default:
                var parts = (double*)result.Pointer;
                var complex = new System.Numerics.Complex(parts[0], parts[1]);
                Shim.shim_free_buffer(result.Pointer);
                return complex;
        }
    }

    /// <summary>Handles of a list of tensors, on the caller's stack.</summary>
    internal static void Handles(torch.Tensor[] tensors, nint* handles)
    {
        for (int i = 0; i < tensors.Length; i++)
            handles[i] = tensors[i] is torch.Tensor t ? t.Handle : throw new ArgumentException($"The tensor at position {i} of the list is null.");
    }

    /// <summary>The same for a list in which null means None.</summary>
    internal static void OptionalHandles(torch.Tensor?[] tensors, nint* handles)
    {
        for (int i = 0; i < tensors.Length; i++)
            handles[i] = tensors[i] is torch.Tensor t ? t.Handle : 0;
    }

    internal static byte[]? Utf8(string? text) => text is null ? null : Encoding.UTF8.GetBytes(text);
}
