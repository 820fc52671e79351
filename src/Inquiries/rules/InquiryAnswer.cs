using System.Diagnostics;

namespace Periksa.Inquiries;

/// <summary>The answer to an <see cref="AccountInquiry"/>; every dialect must be able to say all five.</summary>
public abstract record InquiryAnswer
{
    InquiryAnswer() { }

    /// <summary>The bank knows the account and would pay into it.</summary>
    /// <param name="Owed">What is owed on a virtual account; <c>null</c> for any other account.</param>
    public sealed record Found(Receipt Receipt, string HolderName, Bank Bank, Money? Owed = null) : InquiryAnswer;

    /// <summary>The bank says there is no such account, or that it is closed or dormant.</summary>
    public sealed record NotFound(
        Receipt Receipt, Bank Bank, AccountAbsence Why = AccountAbsence.Unknown) : InquiryAnswer;

    /// <summary>No word that can be relied on: the bank was silent for the whole budget,
    /// or said what makes no sense.</summary>
    public sealed record Pending(Receipt Receipt, Bank Bank) : InquiryAnswer;

    /// <summary>The bank said in time that it cannot answer.</summary>
    public sealed record Failed(Receipt Receipt, Bank Bank) : InquiryAnswer;

    /// <summary>We say no ourselves. Nothing is billed.</summary>
    public sealed record Refused(InquiryRefusal Why) : InquiryAnswer;

    public T Match<T>(
        Func<Found, T> found,
        Func<NotFound, T> notFound,
        Func<Pending, T> pending,
        Func<Failed, T> failed,
        Func<Refused, T> refused) => this switch
        {
            Found answer => found(answer),
            NotFound answer => notFound(answer),
            Pending answer => pending(answer),
            Failed answer => failed(answer),
            Refused answer => refused(answer),
            _ => throw new UnreachableException(),
        };
}

/// <summary>Proof that an inquiry was recorded.</summary>
/// <param name="Invoice">The invoice it was billed on; <c>null</c> when it was not billed.</param>
/// <param name="Deposit">What the partner has paid in and not yet spent, at that moment; <c>null</c> where the
/// dialect makes no promise of uniqueness, and then nobody asked.</param>
public sealed record Receipt(InquiryId Id, InvoiceId? Invoice, Money? Deposit = null);

/// <summary>Why an account inquiry was not answered. A new reason stops every dialect that asks this question from
/// compiling until it has a word for it.</summary>
public enum InquiryRefusal
{
    /// <summary>The bank's code is not on the bank list.</summary>
    BankNotSupported,

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
