namespace Peft.Quantization.Kernels.Cpu;

/// <summary>A register of float32 at any of the widths.</summary>
internal readonly unsafe struct VectorFloats<TLanes, TVector>(TVector vector) : IRegister<VectorFloats<TLanes, TVector>>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private readonly TVector _vector = vector;

    public static int Count => TLanes.Width / sizeof(float);

    public static VectorFloats<TLanes, TVector> operator +(VectorFloats<TLanes, TVector> a, VectorFloats<TLanes, TVector> b) => new(TLanes.Add(a._vector, b._vector));

    public static VectorFloats<TLanes, TVector> operator -(VectorFloats<TLanes, TVector> a, VectorFloats<TLanes, TVector> b) => new(TLanes.Subtract(a._vector, b._vector));

    public static VectorFloats<TLanes, TVector> operator *(VectorFloats<TLanes, TVector> a, VectorFloats<TLanes, TVector> b) => new(TLanes.Multiply(a._vector, b._vector));

    public static VectorFloats<TLanes, TVector> operator /(VectorFloats<TLanes, TVector> a, VectorFloats<TLanes, TVector> b) => new(TLanes.Divide(a._vector, b._vector));

    public static VectorFloats<TLanes, TVector> operator +(VectorFloats<TLanes, TVector> values, float number) => new(TLanes.Add(values._vector, TLanes.Repeat(number)));

    public static VectorFloats<TLanes, TVector> operator *(VectorFloats<TLanes, TVector> values, float number) => new(TLanes.Multiply(values._vector, TLanes.Repeat(number)));

    public static VectorFloats<TLanes, TVector> operator /(VectorFloats<TLanes, TVector> values, float number) => new(TLanes.Divide(values._vector, TLanes.Repeat(number)));

    public static VectorFloats<TLanes, TVector> Sqrt(VectorFloats<TLanes, TVector> values) => new(TLanes.Sqrt(values._vector));

    public static VectorFloats<TLanes, TVector> Sign(VectorFloats<TLanes, TVector> values) => new(TLanes.Sign(values._vector));

    public static VectorFloats<TLanes, TVector> Load(float* source) => new(TLanes.Load(source));

    public void Store(float* target) => TLanes.Store(_vector, target);

    public float Sum() => TLanes.Sum(_vector);
}
