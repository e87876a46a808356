using System.Text.Json;
using System.Text.Json.Serialization;
using static TorchSharp.torch;

namespace Peft.Adapters;

/// <summary>How LoRA's A and B start.</summary>
public enum LoraInit
{
    /// <summary>A uniform as Kaiming's with a = √5, B zero: the layer starts unchanged. PEFT's <c>true</c>.</summary>
    Default,

    /// <summary>A and B uniform as Kaiming's: the layer starts changed, for tests. PEFT's <c>false</c>.</summary>
    Random,

    /// <summary>A normal with standard deviation 1 / r, B zero (arXiv 2106.09685, section 4.1). PEFT's <c>"gaussian"</c>.</summary>
    Gaussian,

    /// <summary>A and B not zero, yet BA = 0: their rows and columns come from complementary halves of an orthogonal matrix. PEFT's <c>"orthogonal"</c>.</summary>
    Orthogonal,
}

/// <summary>The starting values of A (r, in) and B (out, r).</summary>
internal static class LoraInitialization
{
    private static readonly double s_kaimingA = Math.Sqrt(5);

    internal static void Fill(LoraInit init, Tensor a, Tensor b)
    {
        using var _ = no_grad();
        switch (init)
        {
            case LoraInit.Default:
                nn.init.kaiming_uniform_(a, s_kaimingA);
                nn.init.zeros_(b);
                break;
            case LoraInit.Random:
                nn.init.kaiming_uniform_(a, s_kaimingA);
                nn.init.kaiming_uniform_(b, s_kaimingA);
                break;
            case LoraInit.Gaussian:
                nn.init.normal_(a, 0, 1.0 / a.shape[0]);
                nn.init.zeros_(b);
                break;
            case LoraInit.Orthogonal:
                FillOrthogonal(a, b);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(init), init, "Unknown initialisation.");
        }
    }

    // With Q orthogonal (r, r): B = N₂ Q_even / 10 and A = (N₁ Q_odd)ᵀ / 10, so BA = N₂ Q_even Q_oddᵀ N₁ᵀ / 100 = 0.
    private static void FillOrthogonal(Tensor a, Tensor b)
    {
        using var scope = NewDisposeScope();
        long rank = a.shape[0], half = rank / 2;
        var (q, _) = linalg.qr(randn(rank, rank, dtype: ScalarType.Float32, device: a.device));
        var pairs = q.view(half, 2, rank);
        a.copy_(randn(a.shape[1], half, dtype: ScalarType.Float32, device: a.device).mm(pairs.select(1, 0)).t().div(10));
        b.copy_(randn(b.shape[0], half, dtype: ScalarType.Float32, device: b.device).mm(pairs.select(1, 1)).div(10));
    }
}

/// <summary>PEFT writes true, false or a word.</summary>
internal sealed class LoraInitConverter : JsonConverter<LoraInit>
{
    public override LoraInit Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is JsonTokenType.True or JsonTokenType.False)
            return reader.GetBoolean() ? LoraInit.Default : LoraInit.Random;
        string? word = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        return word?.ToLowerInvariant() switch
        {
            "gaussian" => LoraInit.Gaussian,
            "orthogonal" => LoraInit.Orthogonal,
            _ => throw new JsonException($"init_lora_weights is '{word ?? reader.TokenType.ToString()}'; this version knows true, false, \"gaussian\" and \"orthogonal\"."),
        };
    }

    public override void Write(Utf8JsonWriter writer, LoraInit value, JsonSerializerOptions options)
    {
        if (value is LoraInit.Default or LoraInit.Random)
            writer.WriteBooleanValue(value == LoraInit.Default);
        else
            writer.WriteStringValue(value.ToString().ToLowerInvariant());
    }
}
