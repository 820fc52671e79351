namespace Periksa.Inquiries;

/// <summary>One way to one provider: a connector, by one of its rails where it has several.</summary>
/// <remarks>A route knows its provider's wire and nothing else: who is asked in which order is not its
/// business.</remarks>
public interface IRoute
{
    /// <summary>Its name in the settings, e.g. <c>bca</c>, or <c>bca.bifast</c> for a rail.</summary>
    RouteName Name { get; }

    /// <summary>How it is late.</summary>
    LateMode Late { get; }

    /// <summary>When it is asked for an answer that is late.</summary>
    LateTimes Times => LateTimes.Usual;

    /// <summary>True if it is asked what virtual accounts owe, and whose they are; else it is asked about banks'
    /// accounts.</summary>
    bool IsOfVirtualAccounts => false;

    /// <summary>True if its provider takes a reference once: the question that is sent again with it begins no other,
    /// and is not paid for.</summary>
    bool IsIdempotent => false;

    /// <summary>The time it may take; a caller with less waits no longer than it can.</summary>
    TimeSpan Budget { get; }

    /// <summary>Asks once, also for the second time: with the same reference, so that the provider may know it.
    /// Whatever the provider does becomes a reply; it throws only what cancelling throws.</summary>
    Task<BankReply> Ask(BankQuestion question, CancellationToken cancel);
}

/// <summary>A route whose provider can be asked for the answer to a question by the id that it gave to it.</summary>
public interface IPolledRoute : IRoute
{
    /// <summary>Asks for the answer, and begins no other question. As with <see cref="IRoute.Ask"/>, whatever the
    /// provider does becomes a reply.</summary>
    /// <param name="providerId">As <see cref="BankReply.ProviderId"/> had it.</param>
    Task<BankReply> Get(BankQuestion question, string providerId, CancellationToken cancel);
}

/// <summary>A route whose provider calls back.</summary>
public interface ICallbackRoute : IRoute
{
    /// <summary>Reads and verifies a callback.</summary>
    ProviderCallback Read(CallbackCall call);
}

/// <summary>A route whose provider is asked with access tokens.</summary>
public interface ITokenRoute : IRoute
{
    /// <summary>Has an access token given, the one that all hosts share where that is still good.</summary>
    /// <returns>Why there is none, one sentence for operators; <c>null</c> where there is one.</returns>
    Task<string?> FindTokenFault(CancellationToken cancel);
}

/// <summary>A route whose provider can be asked whether it is under maintenance.</summary>
public interface IMaintainedRoute : IRoute
{
    /// <summary>True if it is to be asked that.</summary>
    bool TellsMaintenance { get; }

    /// <summary>Asks it. It throws only what cancelling throws.</summary>
    /// <returns><c>null</c> where it says neither yes nor no.</returns>
    Task<bool?> IsUnderMaintenance(CancellationToken cancel);
}

/// <summary>A request to a route's callback URL.</summary>
/// <param name="Url">The URL as it was called, proxies of ours taken off.</param>
/// <param name="Target">Path and query as they were sent.</param>
/// <param name="Header">The one value of a header; <c>null</c> where there is none or several.</param>
public sealed record CallbackCall(
    string Url, string Target, Func<string, string?> Header, ReadOnlyMemory<byte> Body);

/// <summary>A callback as it was understood.</summary>
/// <param name="Inquiry">The inquiry that it is about; <c>null</c> where it is refused, or names none of ours.</param>
/// <param name="Reply">The bank's answer in it; <c>null</c> likewise.</param>
/// <param name="Status">The HTTP status to answer with.</param>
/// <param name="Answer">The body to answer with.</param>
/// <param name="Refusal">Why it is refused, for operators; <c>null</c> where it is not.</param>
public sealed record ProviderCallback(
    InquiryId? Inquiry, BankReply? Reply, int Status, ReadOnlyMemory<byte> Answer, string? Refusal = null)
{
    /// <summary>The provider's id for what it is about; <c>null</c> where it names none. Beside the inquiry's it has to
    /// be the one that was kept.</summary>
    public string? ProviderId { get; init; }
}

/// <summary>How an answer comes that is not there at once.</summary>
public enum LateMode
{
    /// <summary>It does not come.</summary>
    None,

    /// <summary>The provider calls back.</summary>
    Callback,

    /// <summary>The same question is sent again, with the same reference, after each time of a schedule.</summary>
    Repeat,

    /// <summary>The provider gives the question an id, and is asked for the answer by it after each time of a
    /// schedule.</summary>
    Poll,

    /// <summary>The provider gives the question an id and calls back; where there is a schedule it is asked by the
    /// id, too.</summary>
    Create,
}

/// <summary>The name of a route, as operators write it.</summary>
public readonly record struct RouteName(string Value)
{
    public override string ToString() => Value;

    public static RouteName? OrNull(string? value) => value is null ? null : new(value);
}
