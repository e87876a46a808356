namespace Peft.Quantization.Tests.Ptx;

/// <summary>32 threads that shuffle with each other.</summary>
internal sealed class PtxWarp(PtxThread[] lanes)
{
    public const int Size = 32;

    /// <summary>Runs until all lanes wait at a barrier or have ended.</summary>
    /// <returns>The state and the place that they have in common.</returns>
    public (ThreadState State, int Position) Run(PtxKernel kernel)
    {
        do
        {
            foreach (PtxThread lane in lanes)
                lane.Run(kernel);
            CheckTogether();
        }
        while (Shuffle());
        return (lanes[0].State, Place(lanes[0]));
    }

    private static int Place(PtxThread lane) => lane.State == ThreadState.Ended ? -1 : lane.Position;

    private void CheckTogether()
    {
        foreach (PtxThread lane in lanes)
        {
            if (lane.State != lanes[0].State || Place(lane) != Place(lanes[0]))
                throw new PtxException($"the lanes of a warp diverge: one is {lanes[0].State}, another {lane.State} elsewhere");
        }
    }

    private bool Shuffle()
    {
        if (lanes[0].State != ThreadState.AtShuffle)
            return false;
        if (lanes.Length != Size)
            throw new PtxException($"a warp of {lanes.Length} lanes shuffles; expected {Size}");
        foreach (PtxThread lane in lanes)
        {
            lane.Registers[lane.Shuffle.Register] = lanes[lane.Shuffle.Lane].Shuffle.Value;
            lane.State = ThreadState.Runs;
        }
        return true;
    }
}
