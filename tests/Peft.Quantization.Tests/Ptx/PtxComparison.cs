namespace Peft.Quantization.Tests.Ptx;

/// <summary>What <c>setp</c> asks. Of floats, names with a u are true where a NaN is compared, the others false.</summary>
internal static class PtxComparison
{
    internal static PtxArithmetic.Operation? OfFloats(string name)
    {
        Func<float, float, bool>? test = name switch
        {
            "eq" => (a, b) => a == b,
            "ne" => (a, b) => a < b || a > b,
            "lt" => (a, b) => a < b,
            "le" => (a, b) => a <= b,
            "gt" => (a, b) => a > b,
            "ge" => (a, b) => a >= b,
            "equ" => (a, b) => !(a < b || a > b),
            "neu" => (a, b) => a != b,
            "ltu" => (a, b) => !(a >= b),
            "leu" => (a, b) => !(a > b),
            "gtu" => (a, b) => !(a <= b),
            "geu" => (a, b) => !(a < b),
            "nan" => (a, b) => float.IsNaN(a) || float.IsNaN(b),
            "num" => (a, b) => !float.IsNaN(a) && !float.IsNaN(b),
            _ => null,
        };
        return test is null ? null : (a, b, _) => test(PtxArithmetic.Float(a), PtxArithmetic.Float(b)) ? 1ul : 0;
    }

    internal static PtxArithmetic.Operation? OfIntegers(string name, PtxType type)
    {
        Func<int, bool>? test = name switch
        {
            "eq" => order => order == 0,
            "ne" => order => order != 0,
            "lt" => order => order < 0,
            "le" => order => order <= 0,
            "gt" => order => order > 0,
            "ge" => order => order >= 0,
            _ => null,
        };
        if (test is null)
            return null;
        return (a, b, _) => test(type.Kind == 's' ? ((long)type.Extend(a)).CompareTo((long)type.Extend(b)) : type.Truncate(a).CompareTo(type.Truncate(b))) ? 1ul : 0;
    }
}
