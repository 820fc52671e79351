namespace Periksa.Inquiries;

/// <summary>Where an answer is from that no question of the inquiry's own has brought.</summary>
public abstract record AnswerSource
{
    AnswerSource() { }

    /// <summary>An earlier answer, which was young enough.</summary>
    /// <param name="Connector">The route that it came by.</param>
    /// <param name="Age">How old it was.</param>
    public sealed record Remembered(RouteName Connector, TimeSpan Age) : AnswerSource;

    /// <summary>The question of another inquiry, which was under way.</summary>
    public sealed record Shared : AnswerSource;
}
