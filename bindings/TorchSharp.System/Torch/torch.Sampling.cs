using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static Tensor normal(double mean, double std, ReadOnlySpan<long> size,
        ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null)
    {
        var sample = randn(size, dtype, device, false, generator, names);
        Aten.mul__Scalar(sample, std);
        return Aten.add__Scalar(sample, mean).requires_grad_(requires_grad);
    }

    /// <summary>A mean and a standard deviation for each element; differentiable in both.</summary>
    public static Tensor normal(Tensor mean, Tensor std, Generator? generator = null)
    {
        using var sample = randn(mean.shape, null, std.device, false, generator);
        using var scaled = Aten.mul_Tensor(sample, std);
        return Aten.add_Tensor(scaled, mean);
    }

    public static Tensor bernoulli(Tensor input, Generator? generator = null) => input.bernoulli(generator);

    public static Tensor multinomial(Tensor input, long num_samples, bool replacement = false, Generator? generator = null) =>
        input.multinomial(num_samples, replacement, generator);

    public static Tensor poisson(Tensor input, Generator? generator = null) => input.poisson(generator);

    public static Tensor binomial(Tensor count, Tensor probs, Generator? generator = null) => count.binomial(probs, generator);

    public partial class Tensor
    {
        /// <summary>Ones with these probabilities.</summary>
        public Tensor bernoulli(Generator? generator = null) => Aten.bernoulli(this, generator);

        /// <summary>Indices drawn with these weights, a row of them for each row.</summary>
        public Tensor multinomial(long num_samples, bool replacement = false, Generator? generator = null) => Aten.multinomial(this, num_samples, replacement, generator);

        public Tensor poisson(Generator? generator = null) => Aten.poisson(this, generator);

        public Tensor binomial(Tensor prob, Generator? generator = null) => Aten.binomial(this, prob, generator);

        public Tensor bernoulli_(double p = 0.5, Generator? generator = null) => Aten.bernoulli__float(this, p, generator);

        public Tensor bernoulli_(Tensor p, Generator? generator = null) => Aten.bernoulli__Tensor(this, p, generator);

        public Tensor normal_(double mean = 0.0, double std = 1.0, Generator? generator = null) => Aten.normal_(this, mean, std, generator);

        public Tensor uniform_(double from, double to, Generator? generator = null) => Aten.uniform_(this, from, to, generator);

        /// <summary>Whole numbers from <paramref name="from"/> to below <paramref name="to"/>.</summary>
        public Tensor random_(double from, double to, Generator? generator = null) => Aten.random__from(this, (long)from, (long)to, generator);

        public Tensor exponential_(double lambda = 1.0, Generator? generator = null) => Aten.exponential_(this, lambda, generator);

        public Tensor geometric_(double p, Generator? generator = null) => Aten.geometric_(this, p, generator);

        public Tensor cauchy_(double median = 0.0, double sigma = 1.0, Generator? generator = null) => Aten.cauchy_(this, median, sigma, generator);

        public Tensor log_normal_(double mean = 0.0, double std = 1.0, Generator? generator = null) => Aten.log_normal_(this, mean, std, generator);
    }
}
