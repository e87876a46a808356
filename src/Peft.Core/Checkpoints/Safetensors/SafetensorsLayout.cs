using System.Text;

namespace Peft.Checkpoints;

/// <summary>Where the tensors of a file lie: each right after the other, from the start of the data section to its end.</summary>
internal static class SafetensorsLayout
{
    private const string DamagedHelp = "The file is incomplete, damaged, or made to mislead: fetch it again and compare its size and checksum.";

    private static readonly Comparer<string> s_utf8Order =
        Comparer<string>.Create((left, right) => Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right)));

    /// <summary>Orders the tensors by their data and checks that each range is as long as type and shape need, and that together they cover the data section exactly.</summary>
    internal static OrderedDictionary<string, SafetensorInfo> Check(string file, IEnumerable<SafetensorInfo> tensors, long dataStart, long dataLength)
    {
        OrderedDictionary<string, SafetensorInfo> arranged = [];
        long covered = 0;
        foreach (SafetensorInfo tensor in tensors.OrderBy(tensor => tensor.Begin).ThenBy(tensor => tensor.End))
        {
            if (FindProblem(tensor, covered, dataLength) is string problem)
            {
                throw new CheckpointFormatException(file, problem, DamagedHelp, tensor.Name, dataStart + Math.Min(tensor.Begin, dataLength));
            }

            covered = tensor.End;
            arranged.Add(tensor.Name, tensor);
        }

        return covered == dataLength ? arranged : throw new CheckpointFormatException(
            file,
            $"the tensors cover {covered} bytes of data, but the file has {dataLength}: no tensor owns the rest.",
            DamagedHelp,
            offset: dataStart + covered);
    }

    /// <summary>Lays out tensors as the reference implementation does: by descending type, then by name in the order of its UTF-8 bytes.</summary>
    internal static List<SafetensorInfo> Arrange(IEnumerable<SafetensorSpec> tensors)
    {
        List<SafetensorInfo> arranged = [];
        long begin = 0;
        foreach (SafetensorSpec tensor in tensors.OrderByDescending(tensor => tensor.DType).ThenBy(tensor => tensor.Name, s_utf8Order))
        {
            long end = begin + tensor.ByteCount;
            arranged.Add(new SafetensorInfo(tensor.Name, tensor.DType, tensor.Shape, begin, end));
            begin = end;
        }

        return arranged;
    }

    /// <summary>The bytes that a tensor of this type and shape occupies; <see langword="false"/> if they are no whole number, or too many to count.</summary>
    internal static bool TryCountBytes(SafetensorsDType type, IReadOnlyList<long> shape, out long count)
    {
        UInt128 bits = (uint)type.Bits();
        UInt128 elements = 1;
        count = 0;
        foreach (long size in shape)
        {
            elements *= (ulong)size;
            if (elements > ulong.MaxValue)
            {
                return false;
            }
        }

        bits *= elements;
        count = (long)(bits / 8);
        return bits <= ulong.MaxValue && bits % 8 == 0;
    }

    private static string? FindProblem(SafetensorInfo tensor, long covered, long dataLength)
    {
        if (tensor.Begin > tensor.End)
        {
            return $"{Range(tensor)}, which ends before it begins.";
        }

        if (tensor.End > dataLength)
        {
            return $"{Range(tensor)}, but the file has only {dataLength} bytes of data.";
        }

        if (tensor.Begin != covered)
        {
            return tensor.Begin < covered
                ? $"{Range(tensor)}, which overlaps the tensor before it: expected to begin at {covered}."
                : $"{Range(tensor)}, which leaves a hole after the tensor before it: expected to begin at {covered}.";
        }

        if (!TryCountBytes(tensor.DType, tensor.Shape, out long needed))
        {
            return $"{Type(tensor)} has too many elements, or they do not fill whole bytes.";
        }

        return needed == tensor.ByteCount ? null : $"{Range(tensor)}, which is {tensor.ByteCount} bytes long, but {Type(tensor)} needs {needed}.";
    }

    private static string Range(SafetensorInfo tensor) => $"the range is [{tensor.Begin}, {tensor.End}]";

    private static string Type(SafetensorInfo tensor) => $"{tensor.DType} [{string.Join(", ", tensor.Shape)}]";
}
