namespace Peft.Quantization.Kernels.Cpu;

/// <summary>One float32: the specification of what registers do, and what does the ends of rows.</summary>
internal readonly unsafe struct SingleFloat(float value) : IRegister<SingleFloat>
{
    private readonly float _value = value;

    public static int Count => 1;

    public static SingleFloat operator +(SingleFloat a, SingleFloat b) => new(a._value + b._value);

    public static SingleFloat operator -(SingleFloat a, SingleFloat b) => new(a._value - b._value);

    public static SingleFloat operator *(SingleFloat a, SingleFloat b) => new(a._value * b._value);

    public static SingleFloat operator /(SingleFloat a, SingleFloat b) => new(a._value / b._value);

    public static SingleFloat operator +(SingleFloat values, float number) => new(values._value + number);

    public static SingleFloat operator *(SingleFloat values, float number) => new(values._value * number);

    public static SingleFloat operator /(SingleFloat values, float number) => new(values._value / number);

    public static SingleFloat Sqrt(SingleFloat values) => new(MathF.Sqrt(values._value));

    public static SingleFloat Sign(SingleFloat values) => new((values._value > 0 ? 1 : 0) - (values._value < 0 ? 1 : 0));

    public static SingleFloat Load(float* source) => new(*source);

    public void Store(float* target) => *target = _value;

    public float Sum() => _value;
}
