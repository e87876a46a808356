using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters;

/// <summary>How a layer keeps its weight, and what a merge overwrote of it.</summary>
internal abstract class WeightStore
{
    internal abstract IReadOnlyList<long> Shape { get; }

    internal abstract ScalarType Type { get; }

    internal abstract Device Device { get; }

    /// <summary>The weight as it is now.</summary>
    internal abstract Tensor Current { get; }

    /// <summary>The weight without what is merged into it.</summary>
    internal abstract Tensor Original { get; }

    /// <summary>Stands for <see cref="Original"/>: the same object as long as nobody has put another weight there.</summary>
    internal abstract object OriginalIdentity { get; }

    /// <summary>The tensor itself, which other modules may use too; null if there is none.</summary>
    internal virtual Tensor? Parameter => null;

    /// <summary>Whether it is kept in fewer bits.</summary>
    internal virtual bool IsQuantized => false;

    /// <summary>The tensor that a merge overwrote, to be converted with the model.</summary>
    internal virtual Tensor? Overwritten { get => null; set { } }

    /// <summary>Moves a quantised weight that a merge overwrote.</summary>
    internal virtual void MoveOverwritten(Device device)
    {
    }

    internal static WeightStore Of(Module module, string name) => module is IQuantizedLayer quantized ? new QuantizedStore(quantized) : new DenseStore(module, name);

    /// <summary>Writes another weight, and keeps the first that was there.</summary>
    /// <returns>‖stored − weight‖ / ‖weight‖ where the weight has to be quantised; else null.</returns>
    internal abstract double? Overwrite(Tensor weight);

    /// <summary>Keeps what another store of the same weight keeps, if that has overwritten it.</summary>
    internal virtual void KeepOriginalOf(WeightStore other)
    {
    }

    /// <summary>Puts back, bit for bit, what <see cref="Overwrite"/> kept.</summary>
    internal abstract void Restore();

    /// <summary>Drops it.</summary>
    internal abstract void Forget();

    private sealed class DenseStore(Module module, string name) : WeightStore
    {
        internal override IReadOnlyList<long> Shape => Current.shape;

        internal override ScalarType Type => Current.dtype;

        internal override Device Device => Current.device;

        internal override Tensor Current => module.get_parameter(name) ?? module.get_buffer(name)!;

        internal override Tensor Original => Overwritten ?? Current;

        internal override object OriginalIdentity => Original;

        internal override Tensor? Parameter => Current;

        internal override Tensor? Overwritten { get; set; }

        internal override double? Overwrite(Tensor weight)
        {
            Overwritten ??= Current.detach().clone().DetachFromDisposeScope();
            Current.copy_(weight);
            return null;
        }

        internal override void KeepOriginalOf(WeightStore other)
        {
            if (other.Overwritten is not null)
                Overwritten ??= other.Overwritten.clone().DetachFromDisposeScope();
        }

        internal override void Restore()
        {
            if (Overwritten is not null)
                Current.copy_(Overwritten);
            Forget();
        }

        internal override void Forget()
        {
            Overwritten?.Dispose();
            Overwritten = null;
        }
    }

    private sealed class QuantizedStore(IQuantizedLayer layer) : WeightStore
    {
        private IQuantizedWeight? _overwritten;

        internal override IReadOnlyList<long> Shape => layer.QuantizedWeight.Shape;

        internal override ScalarType Type => layer.QuantizedWeight.DType;

        internal override Device Device => layer.QuantizedWeight.Device;

        internal override bool IsQuantized => true;

        internal override Tensor Current => layer.QuantizedWeight.Dequantize();

        internal override Tensor Original => (_overwritten ?? layer.QuantizedWeight).Dequantize();

        internal override object OriginalIdentity => _overwritten ?? layer.QuantizedWeight;

        internal override double? Overwrite(Tensor weight)
        {
            var before = layer.QuantizedWeight;
            layer.QuantizedWeight = before.Requantize(weight);
            if (_overwritten is null)
                _overwritten = before;
            else
                before.Dispose();
            return Error(weight);
        }

        internal override void Restore()
        {
            if (_overwritten is null)
                return;
            layer.QuantizedWeight.Dispose();
            (layer.QuantizedWeight, _overwritten) = (_overwritten, null);
        }

        internal override void Forget()
        {
            _overwritten?.Dispose();
            _overwritten = null;
        }

        internal override void MoveOverwritten(Device device)
        {
            if (_overwritten is null)
                return;
            var moved = _overwritten.To(device);
            _overwritten.Dispose();
            _overwritten = moved;
        }

        private double Error(Tensor weight)
        {
            using var scope = NewDisposeScope();
            double norm = weight.norm().ToDouble();
            return norm == 0 ? 0 : Current.to(weight.dtype).sub(weight).norm().ToDouble() / norm;
        }
    }
}
