using System.Runtime.InteropServices;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor this[long i1]
        {
            get => Aten.select_int(this, 0, i1);
            set => index_put_(value, TensorIndex.Single(i1));
        }

        public Tensor this[long i1, long i2]
        {
            get => index(i1, i2);
            set => index_put_(value, i1, i2);
        }

        public Tensor this[long i1, long i2, long i3]
        {
            get => index(i1, i2, i3);
            set => index_put_(value, i1, i2, i3);
        }

        public Tensor this[long i1, long i2, long i3, long i4]
        {
            get => index(i1, i2, i3, i4);
            set => index_put_(value, i1, i2, i3, i4);
        }

        public Tensor this[long i1, long i2, long i3, long i4, long i5]
        {
            get => index(i1, i2, i3, i4, i5);
            set => index_put_(value, i1, i2, i3, i4, i5);
        }

        public Tensor this[long i1, long i2, long i3, long i4, long i5, long i6]
        {
            get => index(i1, i2, i3, i4, i5, i6);
            set => index_put_(value, i1, i2, i3, i4, i5, i6);
        }

        public Tensor this[params long[] indices]
        {
            get => index(Positions(indices));
            set => index_put_(value, Positions(indices));
        }

        public Tensor this[params TensorIndex[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        public Tensor this[params Tensor[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        /// <summary>Python's <c>self[indices]</c>: a view unless a tensor or a bool is among the indices.</summary>
        public Tensor index(params TensorIndex[] indices)
        {
            using var scope = NewDisposeScope();
            var (view, gathered) = Sliced(indices);
            var result = gathered.Exists(t => t is not null) ? Aten.index_Tensor(view, [.. gathered]) : ReferenceEquals(view, this) ? alias() : view;
            return result.MoveToOuterDisposeScope();
        }

        public Tensor index(params Tensor[] indices) => index(Gathers(indices));

        /// <summary>Python's <c>self[indices] = value</c>.</summary>
        public Tensor index_put_(Tensor value, params TensorIndex[] indices) => index_put_(value, indices, false);

        /// <summary>As an assignment, or with <paramref name="accumulate"/> as an addition in which repeated positions count each time.</summary>
        public Tensor index_put_(Tensor value, TensorIndex[] indices, bool accumulate = false)
        {
            ArgumentNullException.ThrowIfNull(value);
            using var scope = NewDisposeScope();
            var (view, gathered) = Sliced(indices);
            var source = WithoutLeadingOnes(value);
            if (gathered.Exists(t => t is not null))
                Aten.index_put_(view, [.. gathered], source, accumulate);
            else if (accumulate)
                Aten.add__Tensor(view, source);
            else
                view.copy_(source);
            return this;
        }

        public Tensor index_put_(Tensor value, params Tensor[] indices) => index_put_(value, Gathers(indices), false);

        public Tensor index_put_(Tensor value, Tensor[] indices, bool accumulate = false) => index_put_(value, Gathers(indices), accumulate);

        public Tensor index_put_(Scalar value, params TensorIndex[] indices)
        {
            using var scalar = Aten.scalar_tensor(value, dtype, device);
            return index_put_(scalar, indices);
        }

        public Tensor index_put_(Scalar value, params Tensor[] indices) => index_put_(value, Gathers(indices));

        private static TensorIndex[] Positions(long[] indices) => Array.ConvertAll(indices, i => TensorIndex.Single(i));

        private static TensorIndex[] Gathers(Tensor[] indices) => Array.ConvertAll(indices, TensorIndex.Tensor);

        /// <summary>
        /// Selects, slices and adds dimensions; what is left for gathering comes back as a list over the view's dimensions (a mask
        /// stands for all dimensions that it has).
        /// </summary>
        private (Tensor View, List<Tensor?> Gathered) Sliced(TensorIndex[] indices)
        {
            long indexed = indices.Sum(Covered);
            if (indexed > Dimensions)
                throw new ExternalException($"too many indices for tensor of dimension {Dimensions}: {indexed}");
            long rest = Dimensions - indexed;
            var view = this;
            var gathered = new List<Tensor?>();
            long dim = 0;
            foreach (var index in indices)
            {
                switch (index.Which)
                {
                    case TensorIndex.Kind.Single:
                        view = Aten.select_int(view, dim, index.Start ?? 0);
                        break;
                    case TensorIndex.Kind.Slice:
                        if (index.Start is not null || index.Stop is not null || index.Step is not null)
                            view = Aten.slice_Tensor(view, dim, index.Start, index.Stop, index.Step ?? 1);
                        Keep(null, 1);
                        break;
                    case TensorIndex.Kind.Ellipsis:
                        for (; rest > 0; rest--)
                            Keep(null, 1);
                        break;
                    case TensorIndex.Kind.None or TensorIndex.Kind.Null:
                        view = Aten.unsqueeze(view, dim);
                        Keep(null, 1);
                        break;
                    case TensorIndex.Kind.Bool:
                        view = Aten.unsqueeze(view, dim);
                        Keep(OneOrNone(index.Start == 1), 1);
                        break;
                    case TensorIndex.Kind.Tensor when index.Indices is { Dimensions: 0 } scalar:
                        view = IsMask(scalar) ? Aten.unsqueeze(view, dim) : Aten.select_int(view, dim, scalar.ToInt64());
                        if (IsMask(scalar))
                            Keep(OneOrNone(scalar.ToBoolean()), 1);
                        break;
                    case TensorIndex.Kind.Tensor:
                        Keep(index.Indices, Covered(index));
                        break;
                }
            }
            return (view, gathered);

            void Keep(Tensor? positions, long dimensions)
            {
                gathered.Add(positions);
                dim += dimensions;
            }

            Tensor OneOrNone(bool one) => zeros([one ? 1 : 0], ScalarType.Int64, device);
        }

        /// <summary>The number of dimensions that an index uses up.</summary>
        private static long Covered(TensorIndex index) => index.Which switch
        {
            TensorIndex.Kind.Single or TensorIndex.Kind.Slice => 1,
            TensorIndex.Kind.Tensor => index.Indices is Tensor t && IsMask(t) ? t.Dimensions : 1,
            _ => 0,
        };

        private static bool IsMask(Tensor tensor) => tensor.dtype is ScalarType.Bool or ScalarType.Byte;

        /// <summary>What is assigned may have more dimensions than its place, if the first ones are of size 1.</summary>
        private static Tensor WithoutLeadingOnes(Tensor value)
        {
            long[] shape = value.shape;
            int ones = shape.TakeWhile(size => size == 1).Count();
            return ones > 0 ? Aten.view(value, shape[ones..]) : value;
        }
    }
}
