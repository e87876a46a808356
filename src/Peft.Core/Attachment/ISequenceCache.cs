namespace Peft.Attachment;

/// <summary>Implemented by what a model is given to continue sequences: keys and values of the tokens before. So an adapter that looks at tokens sees those of earlier passes.</summary>
public interface ISequenceCache
{
    /// <summary>How many tokens of each row it holds; 0 before a sequence begins.</summary>
    long Length { get; }
}
