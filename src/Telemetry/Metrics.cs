using System.Diagnostics;
using System.Diagnostics.Metrics;
using Periksa.Bills;
using Periksa.Disbursements;
using Periksa.Inquiries;

namespace Periksa.Telemetry;

/// <summary>The metrics and traces of the engine. Nobody listening, nothing spent.</summary>
public static class Metrics
{
    /// <summary>The name of both the meter and the activity source.</summary>
    public const string Name = "Periksa.Engine";

    public static readonly ActivitySource Source = new(Name);

    static readonly Meter Meter = new(Name);

    static readonly Counter<long> Inquiries = Meter.CreateCounter<long>(
        "periksa.inquiries", "{inquiry}", "Inquiries by dialect and outcome.");

    public static readonly Histogram<double> UpstreamSeconds = Meter.CreateHistogram<double>(
        "periksa.upstream.duration", "s", "How long the bank took to answer, or not to.");

    static readonly Counter<long> Transfers = Meter.CreateCounter<long>(
        "periksa.transfers", "{transfer}", "Wishes to send money by dialect and outcome.");

    static readonly Counter<long> PayoutsEnded = Meter.CreateCounter<long>(
        "periksa.payouts", "{payout}", "Payouts that have ended, by dialect and how.");

    public static void Count(TransferOrder order, TransferAnswer answer, Activity? span)
    {
        var dialect = order.Credential.Dialect;
        var outcome = Word(answer);
        Transfers.Add(1, new("dialect", dialect.Value), new("outcome", outcome));
        span?.SetTag("periksa.dialect", dialect.Value)
            .SetTag("periksa.outcome", outcome)
            .SetTag("periksa.partner", order.Credential.Partner.Id.Value)
            .SetTag("periksa.bank", order.Beneficiary.BankCode)
            .SetTag("periksa.account", Masked.Account(order.Beneficiary.Number));
    }

    public static void CountPayout(Disbursement ended) => PayoutsEnded.Add(
        1, new("dialect", ended.Dialect.Value), new("outcome", ended.Status.ToString().ToLowerInvariant()));

    static readonly Counter<long> ProviderCallbacks = Meter.CreateCounter<long>(
        "periksa.provider.callbacks", "{callback}", "Callbacks of providers, by connector and what became of them.");

    /// <param name="outcome"><c>heard</c>, <c>refused</c>, or <c>to_come_again</c>.</param>
    public static void CountProviderCallback(RouteName connector, string outcome) => ProviderCallbacks.Add(
        1, new("connector", connector.Value), new("outcome", outcome));

    static readonly Counter<long> Remarks = Meter.CreateCounter<long>(
        "periksa.payouts.remarks", "{remark}", "Ended payouts of which banks say otherwise, by connector and what.");

    public static void CountRemark(Disbursement ended, bool isPaid) => Remarks.Add(
        1, new("connector", ended.Connector?.Value), new("says", isPaid ? "paid" : "not_paid"));

    static readonly Counter<long> BillInquiries = Meter.CreateCounter<long>(
        "periksa.bills.inquiries", "{inquiry}", "Questions what a virtual account owes, by outcome.");

    static readonly Counter<long> BillPayments = Meter.CreateCounter<long>(
        "periksa.bills.payments", "{payment}", "Payments of bills, by outcome.");

    public static void Count(BillAnswer answer) => BillInquiries.Add(
        1, KeyValuePair.Create<string, object?>("outcome", answer.Verdict switch
        {
            BillVerdict.Payable => "payable",
            BillVerdict.NotFound => "not_found",
            BillVerdict.Expired => "expired",
            BillVerdict.AlreadyPaid => "already_paid",
            BillVerdict.KeyUsed => "day_key_used",
            BillVerdict.TooManyMisses => "too_many_misses",
            BillVerdict.TooBusy => "too_busy",
        }));

    public static void Count(PaymentEntry entry) => CountPayment(
        entry.Refusal is { } why ? Word(why) : entry.IsNew ? "paid" : "paid_before");

    /// <summary>Of what was decided before, a refusal counts as what it was; a payment counts once.</summary>
    public static void Count(RequestEntry entry) => CountPayment(entry.Verdict switch
    {
        RequestVerdict.New => entry.Outcome!.Refusal is { } why ? Word(why) : "paid",
        RequestVerdict.Repeated or RequestVerdict.Copied =>
            entry.Outcome!.Refusal is { } why ? Word(why) : "paid_before",
        RequestVerdict.Differs => "another_of_its_id",
        RequestVerdict.KeyUsed => "day_key_used",
        RequestVerdict.Missed => "too_many_misses",
    });

    static void CountPayment(string outcome) =>
        BillPayments.Add(1, KeyValuePair.Create<string, object?>("outcome", outcome));

    public static void Count(AccountInquiry inquiry, InquiryAnswer answer, Activity? span) =>
        Describe(inquiry, Word(answer), span);

    /// <summary>Something broke on our side, or the caller hung up.</summary>
    public static void CountFailure(AccountInquiry inquiry, Exception e, Activity? span)
    {
        Describe(inquiry, e is OperationCanceledException ? "hung_up" : "error", span);

        // The type alone: a message may quote what was asked.
        span?.SetStatus(ActivityStatusCode.Error, e.GetType().Name);
    }

    static void Describe(AccountInquiry inquiry, string outcome, Activity? span)
    {
        Inquiries.Add(1, new("dialect", inquiry.Dialect.Value), new("outcome", outcome));

        span?.SetTag("periksa.dialect", inquiry.Dialect.Value)
            .SetTag("periksa.outcome", outcome)
            .SetTag("periksa.partner", inquiry.Partner.Id.Value)
            .SetTag("periksa.bank", inquiry.Account.BankCode)
            .SetTag("periksa.account", Masked.Account(inquiry.Account.Number));
    }

    static string Word(InquiryAnswer answer) => answer switch
    {
        InquiryAnswer.Found => "found",
        InquiryAnswer.NotFound => "not_found",
        InquiryAnswer.Pending => "pending",
        InquiryAnswer.Failed => "bank_failed",
        InquiryAnswer.Refused refused => Word(refused.Why),
        _ => throw new UnreachableException(),
    };

    static string Word(TransferAnswer answer) => answer.Match(
        static _ => "accepted",
        static refused => refused.Why switch
        {
            TransferRefusal.NoFeeAgreed => "no_fee_agreed",
            TransferRefusal.NobodyPays => "nobody_pays",
            TransferRefusal.NoSuchAccount => "no_such_account",
            TransferRefusal.DayKeyUsed => "day_key_used",
            TransferRefusal.ReferenceUsed => "reference_used",
            TransferRefusal.BalanceTooSmall => "balance_too_small",
            TransferRefusal.TooManyMisses => "too_many_misses",
        },
        static _ => "unclear");

    static string Word(PaymentRefusal why) => why switch
    {
        PaymentRefusal.BillNotFound => "not_found",
        PaymentRefusal.BillExpired => "expired",
        PaymentRefusal.AlreadyPaid => "already_paid",
        PaymentRefusal.AmountDoesNotFit => "amount_does_not_fit",
        PaymentRefusal.AccountDiffers or PaymentRefusal.AmountDiffers or PaymentRefusal.ReferenceUsed =>
            "reference_used",
        PaymentRefusal.AlreadyReversed => "already_reversed",
        PaymentRefusal.LooksLikeCopy => "looks_like_copy",
        PaymentRefusal.TooManyMisses => "too_many_misses",
    };

    static string Word(InquiryRefusal why) => why switch
    {
        InquiryRefusal.BankNotSupported => "bank_not_supported",
        InquiryRefusal.UnpaidInvoices => "unpaid_invoices",
        InquiryRefusal.TooManyMisses => "too_many_misses",
        InquiryRefusal.TooBusy => "too_busy",
        InquiryRefusal.DayKeyUsed => "day_key_used",
        InquiryRefusal.ReferenceUsed => "reference_used",
    };
}
