using Microsoft.Extensions.Options;

namespace Peft;

/// <summary>
/// Checks configurations that a host makes (<c>IOptions&lt;LoraConfig&gt;</c>) when they are asked for, or with <c>ValidateOnStart</c> when it starts. Without a host there is <see cref="PeftConfig.Validate()"/>, which attaching calls.
/// </summary>
/// <typeparam name="TConfig">The configuration of a method.</typeparam>
/// <example><c>services.AddSingleton&lt;IValidateOptions&lt;LoraConfig&gt;, PeftConfigValidator&lt;LoraConfig&gt;&gt;()</c></example>
public sealed class PeftConfigValidator<TConfig> : IValidateOptions<TConfig>
    where TConfig : PeftConfig
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, TConfig options)
    {
        ArgumentNullException.ThrowIfNull(options);
        try
        {
            options.Validate();
            return ValidateOptionsResult.Success;
        }
        catch (PeftConfigException e)
        {
            return ValidateOptionsResult.Fail(e.Failures);
        }
    }
}
