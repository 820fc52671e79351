using System.Text;
using Periksa.Callbacks;

namespace Periksa.Operators.Messages;

/// <summary>A callback as operators see it.</summary>
public sealed record CallbackEntry
{
    public required long Id { get; init; }

    public required string Dialect { get; init; }

    public required string Credential { get; init; }

    /// <summary>The id of the inquiry, disbursement or payment it tells of.</summary>
    public required Guid Subject { get; init; }

    /// <summary><c>waiting</c>, <c>delivered</c> or <c>parked</c>.</summary>
    public required string State { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it is posted next; <c>null</c> where it is not waiting, or waits for another.</summary>
    public DateTimeOffset? DueAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public required IReadOnlyList<CallbackAttempt> Attempts { get; init; }

    /// <summary>What is posted; <c>null</c> in a list, since it names people.</summary>
    public string? Body { get; init; }

    internal static CallbackEntry Of(DeliveryReport report, bool withBody) => new()
    {
        Id = report.Id,
        Dialect = report.Dialect,
        Credential = report.Credential,
        Subject = report.Subject,
        State = report.State.ToString().ToLowerInvariant(),
        CreatedAt = report.CreatedAt,
        DueAt = report.DueAt,
        EndedAt = report.EndedAt,
        Attempts =
        [
            .. report.Attempts.Select(one => new CallbackAttempt(
                one.Number, one.At, one.Url, one.Status, one.Error)),
        ],
        Body = withBody ? Encoding.UTF8.GetString(report.Body.Span) : null,
    };
}

/// <summary>An attempt to post a callback.</summary>
/// <param name="Status">The HTTP status that was answered; <c>null</c> where nothing was.</param>
/// <param name="Error">Why nothing was answered.</param>
public sealed record CallbackAttempt(int Number, DateTimeOffset At, string? Url, int? Status, string? Error);

/// <summary>What is posted again.</summary>
/// <param name="Count">How many messages.</param>
public sealed record RedeliveredEntry(string What, long Count);
