namespace Periksa.Inquiries;

/// <summary>The way to somebody who knows whose account it is: a bank, a provider, or the sandbox.</summary>
public interface IConnector
{
    /// <summary>The reply it can give without asking anybody outside; <c>null</c> when it would have to
    /// ask.</summary>
    /// <remarks>A question that goes outside is claimed in the database first, so that it is never asked twice and
    /// never forgotten; one that does not is spared that write.</remarks>
    BankReply? Know(BankAccount account) => null;

    /// <summary>True if a provider would be asked about it.</summary>
    /// <param name="isVirtual">True for a virtual account that has no bill here.</param>
    bool IsRouted(BankAccount account, bool isVirtual) => false;

    /// <summary>Where the way of an inquiry is kept that is about to be asked.</summary>
    Trail Begin() => new();

    /// <summary>The route by which it would be asked about an account now, to be written down before it is;
    /// <c>null</c> where there are no routes, or none that may be asked.</summary>
    RouteName? Plan(BankAccount account, bool isVirtual, Trail trail) => null;

    /// <summary>When a route is asked for an answer that is late.</summary>
    LateTimes TimesOf(RouteName route) => LateTimes.Usual;

    /// <summary>Asks once. Cancelling says that the time is up; the connector then throws
    /// <see cref="OperationCanceledException"/>.</summary>
    Task<BankReply> LookUp(BankQuestion question, CancellationToken cancel);

    /// <summary>Asks again about a question that had no final answer; <c>null</c> where nobody is to be asked twice:
    /// the answer comes by itself, or not at all.</summary>
    Task<BankReply>? LookUpAgain(BankQuestion question, CancellationToken cancel) => LookUp(question, cancel);

    /// <summary>Says that the caller has its answer: now others may be asked, to compare. It does not wait.</summary>
    void Compare(BankQuestion question, BankReply answer)
    {
    }
}

/// <summary>A question to a bank or a provider.</summary>
/// <param name="Id">The inquiry's. Every reference that goes outside is made of it, so that whoever asks again, on
/// whichever host, asks the same.</param>
/// <param name="AskedAt">When the caller asked.</param>
public sealed record BankQuestion(InquiryId Id, BankAccount Account, DateTimeOffset AskedAt)
{
    /// <summary>The route that it was given; <c>null</c> where it is not kept, or there are none.</summary>
    public RouteName? Route { get; init; }

    /// <summary>Has it written down that another route than was planned is asked, before it is.</summary>
    public Func<RouteStep, Task>? Assign { get; init; }

    /// <summary>Has a question written down that goes out beside, and what came of it.</summary>
    public Func<RouteStep, Task>? Note { get; init; }

    /// <summary>Its way so far.</summary>
    public Trail Trail { get; init; } = new();

    /// <summary>The id that its provider gave it; <c>null</c> for none yet.</summary>
    public string? ProviderId { get; init; }

    /// <summary>Has that id written down before anybody relies on it; <c>null</c> where the question is not
    /// kept.</summary>
    public Func<string, Task>? Keep { get; init; }

    /// <summary>True if it is gone on with after its caller has had an answer; else what comes later is lost.</summary>
    public bool IsFollowedUp { get; init; }

    /// <summary>True if it is about a virtual account.</summary>
    public bool IsVirtualAccount { get; init; }

    /// <summary>What its caller means to do; <c>null</c> for nothing that was said.</summary>
    public Intent? Intent { get; init; }
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

    /// <summary>The conclusion that may be drawn about this account; <see cref="Unclear"/> from a reply that makes no
    /// sense.</summary>
    public BankReply To(BankAccount asked)
    {
        if (About is { } other && BankAccount.Of(other.BankCode, other.Number) != asked)
            return new Unclear();

        return this switch
        {
            Found found when HolderNames.IsBlank(found.HolderName) => new Unclear(),
            Pending pending when !HolderNames.IsBlank(pending.HolderName) => new Unclear(),
            _ => this,
        };
    }

    /// <summary>The same for the ledger of questions.</summary>
    public StepOutcome OutcomeFor(BankAccount asked) => To(asked) switch
    {
        Found => StepOutcome.Found,
        NotFound => StepOutcome.NotFound,
        Failed => StepOutcome.Failed,
        Pending => StepOutcome.Pending,
        NotAsked { Fault: RouteFault.Unreachable } => StepOutcome.Unreachable,
        NotAsked { Fault: RouteFault.Busy } => StepOutcome.Busy,
        NotAsked => StepOutcome.Misconfigured,
        _ => StepOutcome.Unclear,
    };

    /// <summary>An explicit yes. Without a name it makes no sense.</summary>
    public sealed record Found(string HolderName) : BankReply
    {
        /// <summary>What is owed on a virtual account.</summary>
        public Money? Owed { get; init; }

        /// <summary>The length at which its provider cuts names, where this one may have been; else
        /// <c>null</c>.</summary>
        public int? CutAt { get; init; }

        /// <summary>True if the provider would pay into the account, and suspects it all the same.</summary>
        public bool IsSuspected { get; init; }

        /// <summary>What a later transfer has to show; <c>null</c> for nothing.</summary>
        public AnswerHandle? Handle { get; init; }

        /// <summary>How much of the name was said.</summary>
        public NameQuality Quality => HolderNames.IsMasked(HolderName)
            ? NameQuality.Masked
            : CutAt is { } length ? NameQuality.CutAt(length) : NameQuality.Full;
    }

    /// <summary>An explicit no: unknown, closed, dormant or blocked.</summary>
    public sealed record NotFound(AccountAbsence Why) : BankReply;

    /// <summary>The bank says that it cannot answer.</summary>
    public sealed record Failed : BankReply;

    /// <summary>The bank has no answer yet. With a name beside that it makes no sense.</summary>
    public sealed record Pending(string? HolderName = null) : BankReply;

    /// <summary>The bank's message makes no sense, so nothing may be concluded from it.</summary>
    public sealed record Unclear : BankReply
    {
        /// <summary>True where two providers name two holders: whoever is asked again would only be believed.</summary>
        public bool IsDisputed { get; init; }
    }

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
