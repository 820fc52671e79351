namespace Periksa.Inquiries;

/// <summary>What a caller means to do with the account, as far as it says so. Some providers want to hear it with the
/// question; no answer depends on it.</summary>
public sealed record Intent
{
    const int TextLengthMaximum = 64;

    /// <summary>What is to be paid into it.</summary>
    public Money? Amount { get; init; }

    public string? Purpose { get; init; }

    /// <summary>The account that would pay.</summary>
    public string? SourceAccount { get; init; }

    public string? SenderName { get; init; }

    /// <summary>Whom the caller takes for the holder.</summary>
    public string? ExpectedName { get; init; }

    public string? DeviceId { get; init; }

    /// <summary>An intent in which something is said; else <c>null</c>.</summary>
    public static Intent? OrNull(Intent intent) => intent == new Intent() ? null : intent;

    /// <summary>What a caller has sent, where it can be passed on; <c>null</c> where it is empty, too long, or has
    /// characters that are none of a text.</summary>
    public static string? Text(string? sent) =>
        sent is { Length: > 0 and <= TextLengthMaximum }
        && !sent.Any(one => char.IsControl(one) || char.IsSurrogate(one))
            ? sent
            : null;
}
