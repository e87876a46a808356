using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <remarks>
        /// Some of TorchSharp's layers compute in native code. What they compute with lives as long as they do; what is registered are other objects for the same tensors, which belong to the
        /// dispose scope that the layer was made in and are no parameters of it once the scope has ended.
        /// </remarks>
        public partial class Module
        {
            private Dictionary<string, Parameter>? _native;

            /// <summary>What native code computes with; null if there is none of the name.</summary>
            internal Parameter? NativeParameter(string name) => _native?.GetValueOrDefault(name);

            /// <summary>Gives native code a parameter, which stays the caller's.</summary>
            internal void SetNativeParameter(string name, Parameter value)
            {
                var own = new Parameter(value.alias(), value.requires_grad);
                own.DetachFromDisposeScope();
                _native ??= [];
                if (_native.Remove(name, out var before))
                    before.Dispose();
                _native[name] = own;
            }

            /// <summary>Makes a parameter of a native layer: one object is native code's, the other is registered.</summary>
            internal void AddNativeParameter(string name, Parameter value)
            {
                SetNativeParameter(name, value);
                register_parameter(name, value);
                RememberDevice(value.device);
            }

            /// <summary>Follows the registry, and converts what is no longer registered.</summary>
            private void ConvertNative(ScalarType? dtype, Device? device)
            {
                foreach (var (name, parameter) in _native?.ToList() ?? [])
                {
                    if (_internal_params.TryGetValue(name, out var registered) && !registered.IsInvalid)
                        SetNativeParameter(name, registered);
                    else if (ReplaceParameter(dtype, device, parameter, out var converted))
                    {
                        using (converted)
                            SetNativeParameter(name, converted);
                    }
                }
            }

            private void DisposeNative()
            {
                foreach (var parameter in _native?.Values.ToList() ?? [])
                    parameter.Dispose();
            }
        }
    }
}
