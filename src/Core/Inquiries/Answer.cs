using System.Diagnostics;

namespace Periksa;

/// <summary>What we know in reply to an <see cref="AccountInquiry"/>.
/// Every dialect must be able to say all four.</summary>
public abstract record Answer
{
    Answer() { }

    /// <summary>The bank knows the account and would pay into it.</summary>
    public sealed record Found(Receipt Receipt, string HolderName, Bank Bank) : Answer;

    /// <summary>The bank says there is no such account, or that it is closed or dormant.</summary>
    public sealed record NotFound(Receipt Receipt, Bank Bank) : Answer;

    /// <summary>No word that can be relied on: the bank was silent for the whole budget,
    /// or said what makes no sense.</summary>
    public sealed record Pending(Receipt Receipt, Bank Bank) : Answer;

    /// <summary>We say no ourselves, or the bank failed at once. Nothing is billed.</summary>
    public sealed record Refused(Refusal Why) : Answer;

    public T Match<T>(
        Func<Found, T> found,
        Func<NotFound, T> notFound,
        Func<Pending, T> pending,
        Func<Refused, T> refused) => this switch
        {
            Found answer => found(answer),
            NotFound answer => notFound(answer),
            Pending answer => pending(answer),
            Refused answer => refused(answer),
            _ => throw new UnreachableException(),
        };
}

/// <summary>Proof that an inquiry was recorded.</summary>
/// <param name="Invoice">The invoice it was billed on; <c>null</c> when it was not billed.</param>
public sealed record Receipt(InquiryId Id, InvoiceId? Invoice);

/// <summary>Why an account inquiry was not answered. A new reason stops every dialect that asks this question from
/// compiling until it has a word for it.</summary>
public enum Refusal
{
    /// <summary>The bank's code is not on the bank list.</summary>
    BankNotSupported,

    /// <summary>The bank reported a failure of its own.</summary>
    BankFailed,

    /// <summary>The partner owes an invoice past its days of grace.</summary>
    UnpaidInvoices,

    /// <summary>The partner has asked about too many accounts that do not exist.</summary>
    TooManyMisses,

    /// <summary>This host has more to write down than its queue may hold.</summary>
    TooBusy,

    /// <summary>The caller already used this key today.</summary>
    DayKeyUsed,

    /// <summary>The caller already used this reference.</summary>
    ReferenceUsed,
}
