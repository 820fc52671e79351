namespace Periksa.Callbacks;

/// <summary>The state of a message.</summary>
public enum DeliveryState
{
    /// <summary>It is to be posted, for the first time or again.</summary>
    Waiting,

    /// <summary>Its receiver has it.</summary>
    Delivered,

    /// <summary>It is not posted any more, unless somebody asks for it.</summary>
    Parked,
}

/// <summary>A message and every attempt to post it.</summary>
/// <param name="Subject">The id of the inquiry, disbursement or payment it tells of.</param>
/// <param name="DueAt">When it is posted next; <c>null</c> when it is not waiting, or waits for another of its
/// subject.</param>
/// <param name="EndedAt">When it was delivered or parked; <c>null</c> while it is waiting.</param>
/// <param name="Attempts">In the order they were made. A number that is missing was begun by a host that
/// died.</param>
public sealed record DeliveryReport(
    long Id,
    string Dialect,
    string Credential,
    Guid Subject,
    DeliveryState State,
    DateTimeOffset CreatedAt,
    DateTimeOffset? DueAt,
    DateTimeOffset? EndedAt,
    ReadOnlyMemory<byte> Body,
    IReadOnlyList<Attempt> Attempts);
