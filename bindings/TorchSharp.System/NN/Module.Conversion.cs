using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using TorchSharp.Modules;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            protected DeviceType _deviceType = DeviceType.CPU;
            protected int _deviceIndex = -1;

            /// <summary>A layer that knows its own tensors converts just those: no children, nothing that was registered on it, and whatever device it was on.</summary>
            private protected virtual bool ConvertsOwnTensorsOnly => false;

            protected internal virtual Module _to(Device device, ScalarType dtype, bool non_blocking)
            {
                RequireFloatingPoint(dtype);
                _toEpilog(device, dtype, non_blocking);
                return this;
            }

            /// <summary>Does nothing where this module was last moved to the same device, even if a child was added since.</summary>
            protected internal virtual Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking)
            {
                if (deviceType != DeviceType.CUDA)
                    deviceIndex = -1;
                if (ConvertsOwnTensorsOnly || deviceType != _deviceType || deviceIndex != _deviceIndex)
                    _toEpilog(deviceType, deviceIndex, non_blocking);
                return this;
            }

            protected internal virtual Module _to(ScalarType dtype, bool non_blocking)
            {
                RequireFloatingPoint(dtype);
                _toEpilog(dtype, non_blocking);
                return this;
            }

            public Module _to(Tensor other, bool non_blocking)
            {
                _to(other.dtype, non_blocking);
                return _to(other.device_type, other.device_index, non_blocking);
            }

            protected void _toEpilog(ScalarType dtype, bool non_blocking) => _toEpilog(dtype, null, non_blocking);

            protected void _toEpilog(Device device, ScalarType dtype, bool non_blocking) => _toEpilog(dtype, device, non_blocking);

            protected void _toEpilog(DeviceType deviceType, int deviceIndex, bool non_blocking) => _toEpilog(null, new Device(deviceType, deviceIndex), non_blocking);

            /// <summary>Converts the children, then replaces this module's tensors: in the registry and in the property or field that holds them.</summary>
            protected virtual void _toEpilog(ScalarType? dtype, Device? device, bool non_blocking)
            {
                if (!ConvertsOwnTensorsOnly)
                {
                    foreach (var (_, child) in named_children())
                        Convert(child, dtype, device, non_blocking);
                }
                // A layer's own parameters are met even if disposed, which is an error then: of two layers that share one, the second.
                foreach (var (name, parameter) in (ConvertsOwnTensorsOnly ? _internal_params : named_parameters(false)).ToList())
                {
                    if (!Converts(name) || !ReplaceParameter(dtype, device, parameter, out var converted))
                        continue;
                    ConditionallyRegisterParameter(name, converted);
                    Replace(name, converted);
                    parameter.Dispose();
                }
                foreach (var (name, buffer) in named_buffers(false).ToList())
                {
                    if (!Converts(name) || !ReplaceBuffer(dtype, device, buffer, out var converted))
                        continue;
                    ConditionallyRegisterBuffer(name, converted, _internal_buffers[name].Item2);
                    Replace(name, converted);
                }
                ConvertNative(dtype, device);
                RememberDevice(device);
            }

            /// <summary>Converts a buffer (and disposes it) if its type or device differs; only floating and complex types change.</summary>
            protected static bool ReplaceBuffer(ScalarType? dtype, Device? device, Tensor buffer, [NotNullWhen(true)] out Tensor? result)
            {
                result = null;
                if (!Differs(buffer, dtype, device))
                    return false;
                result = Converted(buffer, dtype, device).DetachFromDisposeScope();
                buffer.Dispose();
                return true;
            }

            /// <summary>A converted parameter, with its gradient, if its type or device differs; only floating and complex types change.</summary>
            protected static bool ReplaceParameter(ScalarType? dtype, Device? device, Parameter param, [NotNullWhen(true)] out Parameter? p)
            {
                p = null;
                if (!Differs(param, dtype, device))
                    return false;
                p = new Parameter(Converted(param, dtype, device), param.requires_grad);
                p.DetachFromDisposeScope();
                using var grad = param.grad;
                if (grad is not null)
                {
                    using var newGrad = Converted(grad, dtype, device);
                    p.grad = newGrad;
                }
                return true;
            }

            protected static (Device device, ScalarType dtype) GetDefaultDeviceAndType(Device? device = null, ScalarType? dtype = null) =>
                (device ?? get_default_device(), dtype ?? get_default_dtype());

            /// <summary>What the next move is compared with: a layer that is made on a device must say so.</summary>
            internal void RememberDevice(Device? device)
            {
                if (device is not null)
                    (_deviceType, _deviceIndex) = (device.type, device.type == DeviceType.CUDA ? device.index : -1);
            }

            private static void Convert(Module module, ScalarType? dtype, Device? device, bool non_blocking)
            {
                if (device is null)
                    module._to(dtype ?? throw new ArgumentNullException(nameof(dtype), "Neither an element type nor a device is given."), non_blocking);
                else if (dtype is null)
                    module._to(device.type, device.index, non_blocking);
                else
                    module._to(device, dtype.Value, non_blocking);
            }

            private static void RequireFloatingPoint(ScalarType dtype)
            {
                if (!is_floating_point(dtype) && !is_complex(dtype))
                    throw new ArgumentException($"nn.Module.to only accepts floating point or complex types, but got desired dtype={dtype}");
            }

            private static ScalarType TargetType(Tensor tensor, ScalarType? dtype) =>
                dtype is ScalarType target && (tensor.is_floating_point() || tensor.is_complex()) ? target : tensor.dtype;

            private static bool Differs(Tensor tensor, ScalarType? dtype, Device? device) =>
                TargetType(tensor, dtype) != tensor.dtype
                || (device is not null && (device.type != tensor.device_type || (device.index >= 0 && device.type == DeviceType.CUDA && device.index != tensor.device_index)));

            private static Tensor Converted(Tensor tensor, ScalarType? dtype, Device? device)
            {
                using var detached = Aten.detach(tensor);
                return Aten.to_device(detached, device ?? tensor.device, TargetType(tensor, dtype));
            }

            private bool Converts(string name) => !ConvertsOwnTensorsOnly || SettableProperty(name) is not null;

            /// <summary>Puts a converted tensor into the property or else the field that holds the old one.</summary>
            private void Replace(string name, Tensor converted)
            {
                if (SettableProperty(name) is PropertyInfo property)
                    property.SetValue(this, converted);
                else
                    Fields().FirstOrDefault(field => field.ComponentName() == name && field.FieldType.IsInstanceOfType(converted))?.SetValue(this, converted);
            }

            private PropertyInfo? SettableProperty(string name) => GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .FirstOrDefault(p => p.Name == name && p.SetMethod is { IsPublic: true } && p.GetIndexParameters().Length == 0 && p.PropertyType.IsAssignableTo(typeof(Tensor)));
        }
    }
}
