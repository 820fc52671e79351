namespace Periksa.Disbursements;

/// <summary>A transfer whose caller promised keys, as its partner names it: by one of three names.</summary>
public sealed record TransferName
{
    TransferName(Credential asking) => Asking = asking;

    /// <summary>Whoever asks. What another partner sent is not found.</summary>
    public Credential Asking { get; }

    public string? Reference { get; private init; }

    public string? TransactionId { get; private init; }

    public string? Key { get; private init; }

    /// <summary>The caller's own name for it, from whichever of the partner's accounts it was sent.</summary>
    public static TransferName OfReference(Credential asking, string reference) =>
        new(asking) { Reference = reference };

    /// <summary>Our name for it.</summary>
    public static TransferName OfTransactionId(Credential asking, string transactionId) =>
        new(asking) { TransactionId = transactionId };

    /// <summary>The key of a day that this very credential used up for it; of several days' the latest.</summary>
    public static TransferName OfKey(Credential asking, string key) => new(asking) { Key = key };
}
