using System.Text.Json;
using Peft.Quantization.Kernels.Cpu;
using Peft.TestUtils;
using static TorchSharp.torch;

namespace Peft.Quantization.Tests;

/// <summary>LLM.int8: rows, outlier columns, the product of integers, and whole layers in evaluation mode.</summary>
[TestFixture]
[Category("Golden")]
public sealed class Int8GoldenTests
{
    private static Dictionary<string, Tensor> Tensors => Golden.Tensors("quant/int8.safetensors");

    private static IEnumerable<TestCaseData> RowCases => Cases("rowwise.");

    private static IEnumerable<TestCaseData> LayerCases => Cases("linear8bitlt.");

    [TestCaseSource(nameof(RowCases))]
    public void QuantizeRows_Input_GivesBitsandbytesCodesAbsmaxAndValues(JsonElement entry)
    {
        using var scope = NewDisposeScope();
        Dictionary<string, Tensor> tensors = Tensors;
        string id = entry.GetProperty("id").GetString()!;
        Tensor input = tensors[id[..id.LastIndexOf('.')] + ".input"].to_type(ScalarType.Float32);
        var quantized = new Quantized(input, (float)entry.GetProperty("threshold").GetDouble());
        Assert.That(quantized.Outliers, Is.EqualTo(tensors[$"{id}.outlier_cols"].data<long>().ToArray()), "outlier columns");
        TensorAssert.BitEqual(quantized.CodesTensor, tensors[$"{id}.q"], "codes");
        TensorAssert.BitEqual(tensor(quantized.Absmax), tensors[$"{id}.row_absmax"], "absmax");

        float[] values = new float[quantized.Codes.Length];
        Int8Kernels.DequantizeRows(quantized.Codes, quantized.Absmax, values);
        TensorAssert.BitEqual(tensor(values).view(input.shape), tensors[$"{id}.dequant"], "values");
    }

    [Test]
    public void Multiply_Chain_GivesBitsandbytesProductsAndValues()
    {
        using var scope = NewDisposeScope();
        Dictionary<string, Tensor> tensors = Tensors;
        var a = new Quantized(tensors["chain.A"].to_type(ScalarType.Float32), 0);
        var w = new Quantized(tensors["chain.W"].to_type(ScalarType.Float32), 0);
        TensorAssert.BitEqual(a.CodesTensor, tensors["chain.qA"], "codes of A");
        TensorAssert.BitEqual(w.CodesTensor, tensors["chain.qW"], "codes of W");
        int[] products = new int[a.Absmax.Length * w.Absmax.Length];
        Int8Products.Multiply(a.Codes, w.Codes, a.Columns, products);
        TensorAssert.BitEqual(tensor(products).view(a.Absmax.Length, -1), tensors["chain.int32"], "products");

        float[] values = new float[products.Length];
        Int8Products.Scale(products, a.Absmax, w.Absmax, values);
        TensorAssert.BitEqual(tensor(values).view(a.Absmax.Length, -1).to_type(ScalarType.Float16), tensors["chain.dequant"], "values");
    }

    [TestCaseSource(nameof(LayerCases))]
    public void Layer_InEvaluationMode_GivesBitsandbytesOutput(JsonElement entry)
    {
        using var scope = NewDisposeScope();
        Dictionary<string, Tensor> tensors = Tensors;
        string id = entry.GetProperty("id").GetString()!;
        Tensor weight = tensors[$"{id}.state.weight"], expected = tensors[$"{id}.output.eval"];
        float[] weightAbsmax = tensors[$"{id}.state.SCB"].Floats().ToArray();
        int columns = (int)weight.shape[1];
        // Activations are rounded to half before they are quantised.
        Tensor input = tensors[$"{id}.input"].view(-1, columns).to_type(ScalarType.Float16).to_type(ScalarType.Float32);
        var x = new Quantized(input, (float)entry.GetProperty("threshold").GetDouble());
        sbyte[] codes = weight.data<sbyte>().ToArray();
        int[] products = new int[x.Absmax.Length * weightAbsmax.Length];
        float[] values = new float[products.Length];
        Int8Products.Multiply(x.Codes, codes, columns, products);
        Int8Products.Scale(products, x.Absmax, weightAbsmax, values);
        Int8Products.AddOutliers(input.Floats(), codes, weightAbsmax, columns, x.Outliers, values);
        Tensor output = tensor(values).view(-1, weightAbsmax.Length);
        if (entry.GetProperty("bias").GetBoolean())
            output = output + tensors[$"{id}.state.bias"].to_type(ScalarType.Float32);

        double tolerance = expected.dtype == ScalarType.Float32 ? 1e-3 : 2e-2;
        TensorAssert.AreClose(output.view(expected.shape), expected.to_type(ScalarType.Float32), tolerance, tolerance, "output");
    }

    private static IEnumerable<TestCaseData> Cases(string prefix) =>
        from entry in Golden.Case("quant", "int8").Description.GetProperty("cases").EnumerateArray()
        where entry.GetProperty("id").GetString()!.StartsWith(prefix, StringComparison.Ordinal)
        select new TestCaseData(entry).SetArgDisplayNames(entry.GetProperty("id").GetString()!);

    /// <summary>A matrix of float32, quantised; with a threshold its outliers apart.</summary>
    private sealed class Quantized
    {
        internal Quantized(Tensor matrix, float threshold)
        {
            Columns = (int)matrix.shape[1];
            float[] values = matrix.Floats().ToArray(), rest = threshold > 0 ? new float[values.Length] : values;
            Outliers = threshold > 0 ? Int8Kernels.SplitOutliers(values, Columns, threshold, rest) : [];
            Codes = new sbyte[values.Length];
            Absmax = new float[matrix.shape[0]];
            Int8Kernels.QuantizeRows(rest, Codes, Absmax);
            Int8Kernels.ClearColumns(Codes, Columns, Outliers);
        }

        internal int Columns { get; }

        internal int[] Outliers { get; }

        internal sbyte[] Codes { get; }

        internal float[] Absmax { get; }

        internal Tensor CodesTensor => tensor(Codes).view(-1, Columns);
    }
}
