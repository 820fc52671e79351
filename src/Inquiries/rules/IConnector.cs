namespace Periksa.Inquiries;

/// <summary>The way to somebody who knows whose account it is: a bank, a provider, or the sandbox.</summary>
public interface IConnector
{
    /// <summary>The reply it can give without asking anybody outside; <c>null</c> when it would have to
    /// ask.</summary>
    /// <remarks>A question that goes outside is claimed in the database first, so that it is never asked twice and
    /// never forgotten; one that does not is spared that write.</remarks>
    BankReply? Know(BankAccount account) => null;

    /// <summary>The route by which it would be asked about an account now, to be written down before it is;
    /// <c>null</c> where there are no routes.</summary>
    RouteName? Plan(BankAccount account) => null;

    /// <summary>The same for what a virtual account owes that has no bill here; <c>null</c> where nobody is asked
    /// that.</summary>
    RouteName? PlanVirtual(BankAccount account) => null;

    /// <summary>When a route is asked for an answer that is late.</summary>
    LateTimes TimesOf(RouteName route) => LateTimes.Usual;

    /// <summary>Asks once. Cancelling says that the time is up; the connector then throws
    /// <see cref="OperationCanceledException"/>.</summary>
    Task<BankReply> LookUp(BankQuestion question, CancellationToken cancel);

    /// <summary>Asks again about a question that had no final answer; <c>null</c> where nobody is to be asked twice:
    /// the answer comes by itself, or not at all.</summary>
    Task<BankReply>? LookUpAgain(BankQuestion question, CancellationToken cancel) => LookUp(question, cancel);
}

/// <summary>A question to a bank or a provider.</summary>
/// <param name="Id">The inquiry's. Every reference that goes outside is made of it, so that whoever asks again, on
/// whichever host, asks the same.</param>
/// <param name="AskedAt">When the caller asked.</param>
public sealed record BankQuestion(InquiryId Id, BankAccount Account, DateTimeOffset AskedAt)
{
    /// <summary>The route that it was given; <c>null</c> where it is not kept, or there are none.</summary>
    public RouteName? Route { get; init; }

    /// <summary>Has another route written down before that is asked; <c>null</c> where the question is not
    /// kept.</summary>
    public Func<RouteName, Task>? Assign { get; init; }

    /// <summary>The id that its provider gave it; <c>null</c> for none yet.</summary>
    public string? ProviderId { get; init; }

    /// <summary>Has that id written down before anybody relies on it; <c>null</c> where the question is not
    /// kept.</summary>
    public Func<string, Task>? Keep { get; init; }

    /// <summary>True if it is gone on with after its caller has had an answer; else what comes later is lost.</summary>
    public bool IsFollowedUp { get; init; }

    /// <summary>True if it is about a virtual account.</summary>
    public bool IsVirtualAccount { get; init; }
}

/// <summary>A bank's reply, sorted by what may be concluded from it.</summary>
public abstract record BankReply
{
    BankReply() { }

    /// <summary>Which account the bank says it speaks of; <c>null</c> where it does not. What it says of another
    /// account than was asked about makes no sense.</summary>
    public BankAccount? About { get; init; }

    /// <summary>The provider's id for the question, by which it may be asked for the answer; <c>null</c> where it gives
    /// none.</summary>
    public string? ProviderId { get; init; }

    /// <summary>An explicit yes. Without a name it makes no sense.</summary>
    public sealed record Found(string HolderName) : BankReply
    {
        /// <summary>What is owed on a virtual account.</summary>
        public Money? Owed { get; init; }
    }

    /// <summary>An explicit no: unknown, closed or dormant.</summary>
    public sealed record NotFound(AccountAbsence Why) : BankReply;

    /// <summary>The bank says that it cannot answer.</summary>
    public sealed record Failed : BankReply;

    /// <summary>The bank has no answer yet. With a name beside that it makes no sense.</summary>
    public sealed record Pending(string? HolderName = null) : BankReply;

    /// <summary>The bank's message makes no sense, so nothing may be concluded from it.</summary>
    public sealed record Unclear : BankReply;

    /// <summary>The question surely reached nobody who would answer or charge for it, so another may be
    /// asked.</summary>
    /// <param name="Fault">Whose fault that is.</param>
    /// <param name="Why">One sentence for operators, without a secret in it.</param>
    public sealed record NotAsked(RouteFault Fault, string Why) : BankReply;
}

/// <summary>Why a provider took no question.</summary>
public enum RouteFault
{
    /// <summary>It could not be reached.</summary>
    Unreachable,

    /// <summary>It has too much to do, or we ask too much.</summary>
    Busy,

    /// <summary>It does not know us, or does not serve what we ask for: a mistake in our settings.</summary>
    Misconfigured,
}
