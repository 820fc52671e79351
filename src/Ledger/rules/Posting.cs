using System.Collections.Immutable;

namespace Periksa.Ledger;

/// <summary>One account's share in a movement of money. Positive: the account gains.</summary>
public readonly record struct Posting(AccountName Account, Money Amount);

/// <summary>A ledger account, named by its owner and its purpose, e.g. <c>toko-maju:deposit</c>.</summary>
public readonly record struct AccountName(string Owner, string Purpose)
{
    /// <summary>The owner of the gateway's own accounts.</summary>
    public const string House = "house";

    /// <summary>The account of the money a partner has paid in and not yet spent; its balance is never below
    /// zero.</summary>
    public static AccountName Deposit(PartnerId partner) => new(partner, "deposit");

    /// <summary>The world outside these books, where top-ups come from. Below zero by what has come in.</summary>
    public static readonly AccountName Outside = new(House, "outside");

    /// <summary>The account of the payments for a biller's bills.</summary>
    public static AccountName Bills(PartnerId biller) => new(biller, "bills");

    /// <summary>The account of the money channels have collected for a biller's bills; its balance is below zero by
    /// what has come in.</summary>
    /// <remarks>One for each biller: two billers' payments never wait for each other.</remarks>
    public static AccountName Collected(PartnerId biller) => new(House, $"collected:{biller}");

    /// <summary>The account from which a partner sends money; its balance is never below zero.</summary>
    public static AccountName Disbursing(PartnerId partner, PayingAccountId account) =>
        new(partner, $"disbursement:{account}");

    /// <summary>The account of the money that a partner's sending account has paid out to beneficiaries, or is paying
    /// out.</summary>
    /// <remarks>One for each account, and fees likewise: whoever holds the account's lock holds theirs, and two
    /// partners' transfers never wait for each other.</remarks>
    public static AccountName PaidOut(PayingAccountId account) => new(House, $"paid-out:{account}");

    /// <summary>The account of the fees that a partner's sending account has paid for its transfers.</summary>
    public static AccountName TransferFees(PayingAccountId account) => new(House, $"transfer-fees:{account}");

    /// <summary>The account of the money partners have paid for inquiries.</summary>
    public static readonly AccountName InquiryRevenue = new(House, "inquiry-revenue");

    public override string ToString() => $"{Owner}:{Purpose}";
}

/// <summary>One movement of money: two postings or more, which sum to zero.</summary>
public sealed class Movement
{
    /// <param name="cause">What moved the money, e.g. <c>invoice-payment</c>; together with
    /// <paramref name="reference"/> it is unique, so that nothing moves money twice.</param>
    public Movement(string cause, string reference, DateTimeOffset at, params ImmutableArray<Posting> postings)
    {
        if (postings.Length < 2 || Sum(postings) != Money.Zero)
            throw new ArgumentException($"The postings of {cause} {reference} must be two or more and sum to zero.");

        (Cause, Reference, At, Postings) = (cause, reference, at, postings);
    }

    public string Cause { get; }

    public string Reference { get; }

    public DateTimeOffset At { get; }

    public ImmutableArray<Posting> Postings { get; }

    static Money Sum(ImmutableArray<Posting> postings)
    {
        var sum = Money.Zero;
        foreach (var posting in postings)
            sum += posting.Amount;

        return sum;
    }
}
