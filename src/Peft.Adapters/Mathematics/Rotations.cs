using Peft.Interop;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Adapters;

/// <summary>Orthogonal matrices that are made of what can be trained, and multiplication by them.</summary>
internal static class Rotations
{
    /// <summary>Skew-symmetric matrices from the entries above their diagonals, row after row.</summary>
    /// <param name="entries">(n, b (b - 1) / 2).</param>
    /// <param name="size">b.</param>
    /// <returns>(n, b, b).</returns>
    internal static Tensor Skew(Tensor entries, long size)
    {
        var places = triu_indices(size, size, 1, device: entries.device);
        using Scalar width = size;
        var upper = zeros(entries.shape[0], size * size, entries.dtype, entries.device).index_copy(1, places[0].mul(width).add(places[1], Scalars.One), entries).view(-1, size, size);
        return upper.sub(upper.transpose(1, 2));
    }

    /// <summary>The skew-symmetric part of matrices.</summary>
    /// <param name="matrices">(n, b, b).</param>
    internal static Tensor SkewPart(Tensor matrices) => matrices.sub(matrices.transpose(1, 2)).mul(Scalars.Half);

    /// <summary>Cayley's transform (I − S) (I + S)⁻¹, a rotation for each skew-symmetric S.</summary>
    /// <param name="skew">(n, b, b).</param>
    internal static Tensor Cayley(Tensor skew)
    {
        var one = eye(skew.shape[1], dtype: skew.dtype, device: skew.device);
        // (I + S)ᵀ = I − S, so that this solves from the left what is wanted from the right.
        return linalg.solve(one.sub(skew), one.add(skew, Scalars.One)).transpose(1, 2);
    }

    /// <summary>The first terms of (I + S) (I − S)⁻¹ = I + 2 S + 2 S² + …, of which the last counts once: nearly a rotation where S is small.</summary>
    /// <param name="skew">(n, b, b).</param>
    /// <param name="terms">How many terms; PEFT makes 3 as 4.</param>
    internal static Tensor CayleyNeumann(Tensor skew, int terms)
    {
        var sum = eye(skew.shape[1], dtype: skew.dtype, device: skew.device).expand(skew.shape);
        var power = skew;
        if (terms < 2)
            return sum;
        sum = sum.add(skew, Scalars.Two);
        if (terms < 3)
            return sum;
        for (int exponent = 2; exponent < Math.Max(terms, 4) - 1; exponent++)
        {
            power = power.bmm(skew);
            sum = sum.add(power, Scalars.Two);
        }
        return sum.add(power.bmm(skew), Scalars.One);
    }

    /// <summary>Multiplies each row by a matrix with these blocks on its diagonal, from the right.</summary>
    /// <param name="rows">(…, n · b).</param>
    /// <param name="blocks">(n, b, b), or (1, b, b) for n times the same.</param>
    internal static Tensor MultiplyByBlocks(Tensor rows, Tensor blocks)
    {
        long size = blocks.shape[1];
        var parts = rows.to(blocks.dtype).reshape(-1, rows.shape[^1] / size, size).transpose(0, 1);
        var products = blocks.shape[0] == 1 ? nn.functional.linear(parts, blocks[0].t()) : parts.bmm(blocks);
        return products.transpose(0, 1).reshape(rows.shape);
    }

    /// <summary>In training: replaces some blocks, chosen at random, by the identity.</summary>
    /// <param name="blocks">(n, b, b).</param>
    /// <param name="share">Of how many of them.</param>
    internal static Tensor DropBlocks(Tensor blocks, double share)
    {
        using Scalar count = (long)(share * blocks.shape[0]);
        var dropped = randperm(blocks.shape[0]).lt(count).view(-1, 1, 1).to(blocks.device);
        return where(dropped, eye(blocks.shape[1], dtype: blocks.dtype, device: blocks.device), blocks);
    }

    /// <summary>Reflects each row at the planes that unit vectors are normal to, one after another: row (I − 2 u₁ u₁ᵀ) (I − 2 u₂ u₂ᵀ) ….</summary>
    /// <param name="rows">(…, n).</param>
    /// <param name="normals">Unit vectors (n), in their order.</param>
    internal static Tensor Reflect(Tensor rows, IEnumerable<Tensor> normals) => normals.Aggregate(rows, (r, u) =>
    {
        r = r.to(u.dtype);
        return r.add(nn.functional.linear(r, u.unsqueeze(0)).mul(u), Scalars.MinusTwo);
    });

    /// <summary>Orthonormal columns that span what the first of these do, and the second, …: Gram and Schmidt's.</summary>
    /// <param name="columns">(n, r).</param>
    internal static IReadOnlyList<Tensor> Orthonormalize(Tensor columns)
    {
        var done = new List<Tensor>();
        for (int i = 0; i < columns.shape[1]; i++)
        {
            var column = done.Aggregate(columns.select(1, i), (c, u) => c.sub(u.mul(c.mul(u).sum())));
            done.Add(column.div(column.norm()));
        }
        return done;
    }
}
