namespace TorchSharp;

public static partial class torch
{
    public static partial class autograd
    {
        public static class functional
        {
            /// <summary>The derivatives of each output by each input, output by output; shapes are those of the output and the input joined.</summary>
            public static IEnumerable<Tensor> jacobian(Func<Tensor[], Tensor[]> function, params Tensor[] inputs)
            {
                using var scope = NewDisposeScope();
                using var recording = enable_grad();
                Tensor[] leaves = [.. inputs.Select(input => input.detach().requires_grad_())];
                return function(leaves).SelectMany(output => Rows(output, leaves)).Select(jacobian => jacobian.MoveToOuterDisposeScope()).ToList();
            }

            public static Tensor jacobian(Func<Tensor, Tensor> function, Tensor inputs) => jacobian(x => [function(x[0])], [inputs]).Single();

            public static IEnumerable<Tensor> jacobian(Func<Tensor, Tensor[]> function, Tensor inputs) => jacobian(x => function(x[0]), [inputs]);

            public static IEnumerable<Tensor> jacobian(Func<Tensor[], Tensor> function, params Tensor[] inputs) => jacobian(x => [function(x)], inputs);

            private static IEnumerable<Tensor> Rows(Tensor output, Tensor[] leaves)
            {
                var rows = output.reshape(-1).unbind().Select(element => grad([element], leaves, retain_graph: true, allow_unused: true)).ToList();
                return leaves.Select((leaf, i) => stack([.. rows.Select(row => row[i].IsInvalid ? zeros_like(leaf) : row[i])]).view([.. output.shape, .. leaf.shape]));
            }
        }
    }
}
