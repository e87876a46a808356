using Peft.Interop;
using Peft.Quantization.Kernels.Cpu;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Quantization;

/// <summary>torch's operators: right on every device, in the memory of a piece besides the result, and slower than kernels.</summary>
internal class TorchFourBit : FourBitBackend
{
    /// <summary>How many elements are computed with at once: whole blocks, and whole groups of nested absmax values, at every block size.</summary>
    internal const int Piece = 1 << 22;

    private protected TorchFourBit()
    {
    }

    internal static TorchFourBit Instance { get; } = new();

    internal override void Encode(FourBitParts weight, Tensor values)
    {
        using var noGrad = no_grad();
        using DisposeScope scope = NewDisposeScope();
        using Scalar sixteen = 16;
        Tensor bytes = empty(FourBitParts.PackedBytes(weight.NumberOfElements), ScalarType.Byte, weight.Device);
        ForEachPiece(weight, (first, count) =>
        {
            Tensor codes = Codes(weight, values.narrow(0, first, count).to_type(ScalarType.Float32), first / weight.BlockSize).view(-1, 2);
            bytes.narrow(0, first / 2, codes.shape[0]).copy_(codes.select(1, 0).mul(sixteen).add(codes.select(1, 1), Scalars.One));
        });
        PackedBytes.Write(weight.Packed, bytes);
    }

    internal override void Decode(FourBitParts weight, Tensor values)
    {
        using var noGrad = no_grad();
        using DisposeScope scope = NewDisposeScope();
        Tensor bytes = PackedBytes.Read(weight.Packed), pairs = weight.Codebook.On(weight.Device).Pairs!, flat = values.view(-1);
        ForEachPiece(weight, (first, count) =>
        {
            Tensor packed = bytes.narrow(0, first / 2, FourBitParts.PackedBytes(count));
            Tensor decoded = pairs.index_select(0, packed.to_type(ScalarType.Int32)).view(-1).narrow(0, 0, count);
            Tensor blocks = Range(first / weight.BlockSize, Blocks.Count(count, weight.BlockSize), weight.Device);
            Tensor scales = Scales(weight.Absmax, blocks).repeat_interleave(weight.BlockSize).narrow(0, 0, count);
            flat.narrow(0, first, count).copy_(decoded.mul(scales));
        });
    }

    internal override Tensor DecodeRows(FourBitParts weight, Tensor ids)
    {
        using var noGrad = no_grad();
        using DisposeScope scope = NewDisposeScope();
        Tensor rows = weight.Shape[1] % weight.BlockSize == 0 ? DecodeRowsOfBlocks(weight, ids) : DecodeElements(weight, Numbers(ids, weight.Shape[1]));
        return scope.MoveToOuter(rows.view(ids.shape[0], weight.Shape[1]));
    }

    internal override Tensor TimesTransposed(FourBitParts weight, Tensor x) => Multiply(x, weight, (rows, dense) => nn.functional.linear(rows, dense));

    internal override Tensor Times(FourBitParts weight, Tensor g) => Multiply(g, weight, (rows, dense) => CheckedProduct.Matmul(rows, dense));

    private static Tensor Multiply(Tensor x, FourBitParts weight, Func<Tensor, Tensor, Tensor> multiply)
    {
        using var noGrad = no_grad();
        using DisposeScope scope = NewDisposeScope();
        return scope.MoveToOuter(multiply(x, weight.Decode(x.dtype)));
    }

    // The codes of whole blocks and a short last one, with that of zero behind an odd number of them. The blocks' absmax values go into the weight.
    private static Tensor Codes(FourBitParts weight, Tensor values, long firstBlock)
    {
        long count = values.shape[0], whole = count / weight.BlockSize, rest = count % weight.BlockSize;
        using Scalar smallestDivisor = BlockScale.SmallestDivisor;
        List<Tensor> scaled = [];
        if (whole > 0)
        {
            Tensor blocks = values.narrow(0, 0, count - rest).view(whole, weight.BlockSize), largest = blocks.abs().amax(1);
            weight.Absmax.Values.narrow(0, firstBlock, whole).copy_(largest);
            scaled.Add(blocks.mul(largest.clamp_min(smallestDivisor).reciprocal().unsqueeze(1)).view(-1));
        }
        if (rest > 0)
        {
            Tensor block = values.narrow(0, count - rest, rest), divisor = block.abs().amax(0).clamp_min(smallestDivisor);
            weight.Absmax.Values.narrow(0, firstBlock + whole, 1).copy_(divisor);
            scaled.Add(block.div(divisor));
        }
        if (count % 2 > 0)
            scaled.Add(zeros(1, ScalarType.Float32, weight.Device));
        DeviceCodebook codebook = weight.Codebook.On(weight.Device);
        return codebook.SortedCodes.index_select(0, bucketize(cat(scaled), codebook.Midpoints, outInt32: true));
    }

    private static Tensor DecodeRowsOfBlocks(FourBitParts weight, Tensor ids)
    {
        Tensor packed = PackedBytes.Read(weight.Packed).view(weight.Shape[0], -1).index_select(0, ids).view(-1);
        Tensor decoded = weight.Codebook.On(weight.Device).Pairs!.index_select(0, packed.to_type(ScalarType.Int32)).view(-1);
        return decoded.mul(Scales(weight.Absmax, Numbers(ids, weight.Shape[1] / weight.BlockSize)).repeat_interleave(weight.BlockSize));
    }

    private static Tensor DecodeElements(FourBitParts weight, Tensor elements)
    {
        using Scalar blockSize = weight.BlockSize;
        Tensor bytes = PackedBytes.Read(weight.Packed).index_select(0, elements.floor_divide(Scalars.Two)).to_type(ScalarType.Int64);
        Tensor halves = bytes.mul(Scalars.Two).add(elements.remainder(Scalars.Two), Scalars.One);
        Tensor decoded = weight.Codebook.On(weight.Device).Pairs!.view(-1).index_select(0, halves);
        return decoded.mul(Scales(weight.Absmax, elements.floor_divide(blockSize)));
    }

    // What rows consist of, so many to a row, counted through all rows.
    private static Tensor Numbers(Tensor rows, long perRow)
    {
        using Scalar count = perRow;
        return rows.unsqueeze(1).mul(count).add(Range(0, perRow, rows.device), Scalars.One).view(-1);
    }

    // The absmax values of some blocks, restored in two roundings as the kernels do.
    private static Tensor Scales(AbsmaxBlocks absmax, Tensor blocks)
    {
        Tensor values = absmax.Values.index_select(0, blocks);
        if (absmax.Nested is not { } nested)
            return values;
        using Scalar offset = nested.Offset, group = NestedAbsmax.BlockSize;
        Tensor map = nested.Map.On(blocks.device).Values.index_select(0, values.to_type(ScalarType.Int32));
        return map.mul(nested.Absmax.index_select(0, blocks.floor_divide(group))).add(offset);
    }

    private static Tensor Range(long first, long count, Device device)
    {
        using Scalar start = first, stop = first + count;
        return arange(start, stop, ScalarType.Int64, device);
    }

    private static void ForEachPiece(FourBitParts weight, Action<long, long> action)
    {
        for (long first = 0; first < weight.NumberOfElements; first += Piece)
        {
            using DisposeScope scope = NewDisposeScope();
            action(first, Math.Min(Piece, weight.NumberOfElements - first));
        }
    }
}
