namespace Periksa.Inquiries;

/// <summary>The way to somebody who knows whose account it is: a bank, a provider, or the sandbox.</summary>
public interface IConnector
{
    /// <summary>The reply it can give without asking anybody outside; <c>null</c> when it would have to
    /// ask.</summary>
    /// <remarks>A question that goes outside is claimed in the database first, so that it is never asked twice and
    /// never forgotten; one that does not is spared that write.</remarks>
    BankReply? Know(BankAccount account) => null;

    /// <summary>Asks once. Cancelling says that the time is up; the connector then throws
    /// <see cref="OperationCanceledException"/>.</summary>
    Task<BankReply> LookUp(BankAccount account, CancellationToken cancel);
}

/// <summary>A bank's reply, sorted by what may be concluded from it.</summary>
public abstract record BankReply
{
    BankReply() { }

    /// <summary>Which account the bank says it speaks of; <c>null</c> where it does not. What it says of another
    /// account than was asked about makes no sense.</summary>
    public BankAccount? About { get; init; }

    /// <summary>An explicit yes. Without a name it makes no sense.</summary>
    public sealed record Found(string HolderName) : BankReply;

    /// <summary>An explicit no: unknown, closed or dormant.</summary>
    public sealed record NotFound(AccountAbsence Why) : BankReply;

    /// <summary>The bank says that it cannot answer.</summary>
    public sealed record Failed : BankReply;

    /// <summary>The bank has no answer yet. With a name beside that it makes no sense.</summary>
    public sealed record Pending(string? HolderName = null) : BankReply;

    /// <summary>The bank's message makes no sense, so nothing may be concluded from it.</summary>
    public sealed record Unclear : BankReply;
}
