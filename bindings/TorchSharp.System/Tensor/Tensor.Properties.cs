using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public long Dimensions
        {
            get
            {
                long dim = Shim.shim_dim(Handle);
                GC.KeepAlive(this);
                return dim;
            }
        }

        public long ndim => Dimensions;

        public long NumberOfElements
        {
            get
            {
                long count = Shim.shim_numel(Handle);
                GC.KeepAlive(this);
                return count;
            }
        }

        public long ElementSize => dtype.ElementSize();

        /// <summary>A new array each time.</summary>
        public unsafe long[] shape
        {
            get
            {
                var sizes = new long[Dimensions];
                fixed (long* p = sizes)
                    Shim.shim_sizes(Handle, p);
                GC.KeepAlive(this);
                return sizes;
            }
        }

        public ScalarType dtype
        {
            get
            {
                var type = (ScalarType)Shim.shim_dtype(Handle);
                GC.KeepAlive(this);
                return type;
            }
        }

        public unsafe Device device
        {
            get
            {
                int index;
                var type = (DeviceType)Shim.shim_device(Handle, &index);
                GC.KeepAlive(this);
                return new Device(type, index);
            }
        }

        public DeviceType device_type => device.type;

        public int device_index => device.index;

        public bool is_leaf
        {
            get
            {
                bool leaf = Shim.shim_is_leaf(Handle) != 0;
                GC.KeepAlive(this);
                return leaf;
            }
        }

        public bool requires_grad
        {
            get
            {
                bool requires = Shim.shim_requires_grad(Handle) != 0;
                GC.KeepAlive(this);
                return requires;
            }
            set
            {
                TorchError.Check(Shim.shim_set_requires_grad(Handle, value ? 1 : 0));
                GC.KeepAlive(this);
            }
        }

        /// <summary>The accumulated gradient: a new wrapper each time, or null.</summary>
        public Tensor? grad
        {
            get
            {
                nint handle = Shim.shim_grad(Handle);
                GC.KeepAlive(this);
                return handle == 0 ? null : new Tensor(handle);
            }
            set
            {
                TorchError.Check(Shim.shim_set_grad(Handle, value is null ? 0 : value.Handle));
                GC.KeepAlive(this);
                GC.KeepAlive(value);
            }
        }

        /// <summary>Another wrapper of the same tensor.</summary>
        public Tensor alias()
        {
            nint handle = Shim.shim_alias(Handle);
            GC.KeepAlive(this);
            return new Tensor(handle);
        }

        public unsafe long[] stride()
        {
            var strides = new long[Dimensions];
            fixed (long* p = strides)
                TorchError.Check(Shim.shim_strides(Handle, p));
            GC.KeepAlive(this);
            return strides;
        }

        public long stride(int dim) => stride()[dim < 0 ? dim + Dimensions : dim];

        public bool is_contiguous()
        {
            bool contiguous = TorchError.Check(Shim.shim_is_contiguous(Handle)) != 0;
            GC.KeepAlive(this);
            return contiguous;
        }

        public long dim() => Dimensions;

        public long numel() => NumberOfElements;

        public long element_size() => ElementSize;

        public long[] size() => shape;

        public long size(int dim) => shape[dim < 0 ? dim + Dimensions : dim];

        public bool is_cpu() => device_type == DeviceType.CPU;

        public bool is_cuda => device_type == DeviceType.CUDA;

        public bool is_meta => device_type == DeviceType.META;

        public Tensor requires_grad_(bool requires_grad = true)
        {
            this.requires_grad = requires_grad;
            return this;
        }

        public Tensor with_requires_grad(bool requires_grad = true) => requires_grad_(requires_grad);

        public void retain_grad()
        {
            TorchError.Check(Shim.shim_retain_grad(Handle));
            GC.KeepAlive(this);
        }

        public bool is_integral() => torch.is_integral(dtype);

        public bool is_floating_point() => torch.is_floating_point(dtype);

        public bool is_complex() => torch.is_complex(dtype);
    }
}
