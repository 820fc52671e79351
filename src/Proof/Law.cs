using Periksa.Bills;
using Periksa.Disbursements;
using Periksa.Invoicing;
using Periksa.Ledger;
using Periksa.Postgres;

namespace Periksa.Proof;

/// <summary>A law that must hold of the ledger, as a query that returns a sentence for each difference.</summary>
/// <param name="Name">Its SQL file.</param>
/// <param name="Table">Whose rows it looks at; <c>null</c> for a law about the inquiries of a day, which is its
/// first parameter.</param>
sealed record Law(string Name, string? Table, params object[] Parameters)
{
    static readonly string[] Debiting = [Debits.Cause, Debits.RefundCause];
    static readonly string[] Collecting = [Payments.Cause, Payments.ReversalCause];

    // The dialects whose inquiries use up keys, a reference always, and tell their callers; and whose billers are
    // told.
    static readonly string[] Keyed = ["ifortepay", "paydia"];
    static readonly string[] Referenced = ["paydia"];
    static readonly string[] Telling = ["ifortepay"];
    static readonly string[] TellingBillers = ["ipg-biller"];

    // Those whose transfers use up keys.
    static readonly string[] SendingKeyed = ["snap"];

    /// <summary>A new kind of money needs a law that derives it, and until then its movements are
    /// differences.</summary>
    static readonly string[] Kinds = [TopUp.Cause, Adjustment.Cause, InvoicePayment.Cause, .. Debiting, .. Collecting];

    /// <summary>Those about everything, each in one snapshot.</summary>
    public static readonly IReadOnlyList<Law> OfAll =
    [
        new("balances", "ledger_accounts"),
        new("movements", "movements", [Kinds]),
        new("times", "movements", (string[])[.. Debiting, .. Collecting, InvoicePayment.Cause], GivenBack),
        new("top-ups", "movements", TopUp.Cause),
        new("adjustments", "movements", Adjustment.Cause),
        new("owners", "paying_accounts"),
        new("invoice-payments", "invoices"),
        new("daily-payments", "daily_payments", DailyPayment.Time.ToTimeSpan()),
        new("disbursements", "disbursements", Debiting, GivenBack),
        new("balances-after", "disbursements", Debits.Cause),
        new("fees", "disbursements"),
        new("steps", "disbursement_steps", [Codes(_ => true), .. Moves()]),
        new("failures", "disbursements", Statuses.Write(DisbursementStatus.Failed)),
        new("queue", "open_payouts", Over, Statuses.Write(DisbursementStatus.Initiated), Pauses.Maximum),
        new("operator-ends", "disbursement_steps", HandEnds.Sign),
        new("disbursement-callbacks", "disbursements", [Over]),
        new("remarks", "disbursement_remarks"),
        new("transfer-keys", "disbursements", [SendingKeyed]),
        new("bills", "bills", [Collecting]),
        new("voided", "bills"),
        new("payments-after", "bill_payments", [Collecting]),
        new("references", "bill_payments"),
        new("requests", "payment_requests"),
        new("payment-callbacks", "bill_payments", [TellingBillers]),
        new("ids", "bill_payments"),
    ];

    /// <summary>Those about one day's inquiries: a snapshot that lasted for all days would hold up the clearing away
    /// of what hosts update a thousand times a second.</summary>
    public static readonly IReadOnlyList<Law> OfADay =
    [
        new("inquiries", null),
        new("invoices", null),
        new("prices", null),
        new("keys", null, Keyed, Referenced),
        new("callers", null),
        new("questions", null),
        new("inquiry-callbacks", null, [Telling]),
    ];

    public string Text => Sql.Read($"Proof/{Name}.sql");

    static string[] GivenBack => Codes(Course.IsGivenBack);

    static string[] Over => Codes(Course.IsOver);

    static string[] Codes(Func<DisbursementStatus, bool> which) =>
        [.. Course.All.Where(which).Select(Statuses.Write)];

    // Two columns: from where, and to where.
    static string[][] Moves()
    {
        var all = (from a in Course.All from b in Course.All where a.MayBecome(b) select (a, b)).ToArray();
        return [[.. all.Select(one => Statuses.Write(one.a))], [.. all.Select(one => Statuses.Write(one.b))]];
    }
}
