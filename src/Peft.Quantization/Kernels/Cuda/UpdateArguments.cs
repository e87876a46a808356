using System.Runtime.InteropServices;
using Peft.Quantization.Kernels.Cpu;

namespace Peft.Quantization.Kernels.Cuda;

/// <summary>A state of an optimizer on a GPU; the layout is that of <c>State</c> in update.cuh.</summary>
/// <param name="Values">Float32 numbers, or codes of eight bits.</param>
/// <param name="Absmax">For codes one float32 a block.</param>
/// <param name="Map">For codes their 256 values.</param>
/// <param name="Midpoints">For codes the 255 between those.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct DeviceState(ulong Values, ulong Absmax = 0, ulong Map = 0, ulong Midpoints = 0);

/// <summary>
/// The parameter of the <c>update32</c> and <c>update8</c> kernels, of which there is one for each formula: <c>update8_adam</c> has <typeparamref name="TUpdate"/> = AdamUpdate.
/// Results are those of <see cref="UpdateKernel"/>, to the bit.
/// </summary>
/// <param name="Parameter">What to update.</param>
/// <param name="Gradient">Its gradient, of the same type.</param>
/// <param name="First">The first state.</param>
/// <param name="Second">The second, if there are two.</param>
/// <param name="Third">The third, if there are three.</param>
/// <param name="Count">The number of elements.</param>
/// <param name="BlockShift">The binary logarithm of the block size of codes, 6 to 12.</param>
/// <param name="Type">The type of parameter and gradient.</param>
/// <param name="Scale">What to multiply gradients with.</param>
/// <param name="Rate">The length of the step.</param>
/// <param name="Update">The constants of the step. Their layout is that of the struct in update_rules.cuh.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct UpdateArguments<TUpdate>(
    ulong Parameter, ulong Gradient, DeviceState First, DeviceState Second, DeviceState Third, long Count, int BlockShift, FloatFormat Type, float Scale, float Rate, TUpdate Update)
    where TUpdate : unmanaged, IUpdate;
