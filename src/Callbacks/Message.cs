using Periksa.Postgres;

namespace Periksa.Callbacks;

/// <summary>The name of a callback endpoint, a dialect and a credential in it: its messages share an address, and one
/// another's luck.</summary>
readonly record struct EndpointName(string Dialect, string Credential);

/// <summary>A message that this host may post now.</summary>
/// <param name="Number">The attempt's number, counted from one; it tells this claim from every other.</param>
/// <param name="Failures">Attempts that have failed since the message was written, or since somebody asked to have it
/// posted again.</param>
/// <param name="IsOrdered">Whether others may wait until this one has been delivered or parked.</param>
/// <param name="Claimed">When the lease was asked for.</param>
sealed record Message(
    long Id,
    EndpointName Endpoint,
    ReadOnlyMemory<byte> Body,
    DateTimeOffset CreatedAt,
    int Number,
    int Failures,
    bool IsOrdered,
    Turn Claimed);

/// <summary>The result of one look at the queue.</summary>
/// <param name="PutBehind">Messages that were due and had one before them: they may have kept this look from finding
/// others.</param>
readonly record struct Claimed(IReadOnlyList<Message> Messages, long PutBehind);

/// <summary>An attempt to post a message.</summary>
/// <param name="Url">Where it was posted; <c>null</c> when there was nowhere.</param>
/// <param name="Status">The receiver's HTTP status; <c>null</c> when it did not answer.</param>
/// <param name="Error">Why there was no answer.</param>
public sealed record Attempt(
    int Number, DateTimeOffset At, string? Url, int? Status, string? Error, int Milliseconds);

/// <summary>The outcome of an attempt for its message.</summary>
enum Fate
{
    /// <summary>The receiver has it.</summary>
    Delivered,

    /// <summary>It is posted again later.</summary>
    Again,

    /// <summary>It is not posted any more, unless somebody asks for it.</summary>
    Parked,

    /// <summary>This host stopped meanwhile, so the attempt says nothing: it is posted again at once.</summary>
    Interrupted,
}

/// <param name="DueAt">When it is posted again; <c>null</c> for as soon as before.</param>
/// <param name="EndedAt">When the attempt was over.</param>
sealed record Result(
    Message Message, Attempt Attempt, Fate Fate, int Failures, DateTimeOffset? DueAt, DateTimeOffset EndedAt);
