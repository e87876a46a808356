namespace Peft.Quantization.Kernels.Cpu;

/// <summary>The loops of an optimizer's step over registers of a kind.</summary>
internal static unsafe class UpdateLoop<TUpdate, T>
    where TUpdate : struct, IUpdate
    where T : struct, IRegister<T>
{
    /// <summary>Updates parameters and states in one pass.</summary>
    /// <param name="rows">What to update.</param>
    /// <param name="update">The step.</param>
    /// <param name="scale">What to multiply gradients with.</param>
    /// <param name="rate">The length of the step.</param>
    /// <returns>How many elements at the end do not fill a register and are left.</returns>
    internal static int Update(in UpdateRows rows, TUpdate update, float scale, float rate)
    {
        float* parameter = rows.Parameter, gradient = rows.Gradient, first = rows.First, second = rows.Second, third = rows.Third;
        int count = rows.Count;
        float decay = update.Decay;
        for (int i = 0; i <= count - T.Count; i += T.Count)
        {
            T state1 = T.Load(first + i), state2 = TUpdate.States > 1 ? T.Load(second + i) : default, state3 = TUpdate.States > 2 ? T.Load(third + i) : default;
            T value = T.Load(parameter + i);
            T direction = update.Direction(value, T.Load(gradient + i) * scale, ref state1, ref state2, ref state3);
            ((value * decay) - (direction * rate)).Store(parameter + i);
            state1.Store(first + i);
            if (TUpdate.States > 1)
                state2.Store(second + i);
            if (TUpdate.States > 2)
                state3.Store(third + i);
        }
        return count % T.Count;
    }

    /// <summary>The squared lengths of the direction and of the parameter, without changing anything.</summary>
    /// <param name="rows">What would be updated.</param>
    /// <param name="update">The step.</param>
    /// <param name="scale">What to multiply gradients with.</param>
    internal static (double Direction, double Parameter) Measure(in UpdateRows rows, TUpdate update, float scale)
    {
        T directions = default, parameters = default;
        for (int i = 0; i <= rows.Count - T.Count; i += T.Count)
        {
            T state1 = T.Load(rows.First + i), state2 = TUpdate.States > 1 ? T.Load(rows.Second + i) : default, state3 = TUpdate.States > 2 ? T.Load(rows.Third + i) : default;
            T value = T.Load(rows.Parameter + i);
            T direction = update.Direction(value, T.Load(rows.Gradient + i) * scale, ref state1, ref state2, ref state3);
            directions += direction * direction;
            parameters += value * value;
        }
        return (directions.Sum(), parameters.Sum());
    }
}
