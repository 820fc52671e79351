namespace Periksa.Inquiries;

/// <summary>What a transfer has to show that follows an inquiry. It is that inquiry's partner's and nobody else's, and
/// never logged.</summary>
/// <param name="Lifetime">How long its provider takes it, from its answer.</param>
public sealed record AnswerHandle(string Value, TimeSpan Lifetime)
{
    public override string ToString() => "a handle";
}
