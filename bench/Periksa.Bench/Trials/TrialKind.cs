namespace Periksa.Bench.Trials;

/// <summary>What a host can be asked.</summary>
/// <param name="Name">As the table has it.</param>
/// <param name="Part">What BENCH_ONLY calls it.</param>
/// <param name="Open">Makes a database of this name and starts a host over it.</param>
sealed record TrialKind(string Name, string Part, Func<Place, string, Task<Trial>> Open)
{
    public static readonly TrialKind Sento =
        new("Sento inquiries, all durable", Pace.Sento, InquiryTrials.Sento);

    public static readonly TrialKind IFortepay =
        new("signed iFortepay inquiries, each with a callback to post", Pace.Snap, InquiryTrials.IFortepay);

    public static readonly TrialKind Paydia =
        new("signed Paydia inquiries", Pace.Snap, InquiryTrials.Paydia);

    public static readonly TrialKind OpenAndClose =
        new("iFortepay inquiries that the bank answers later, opened and closed", Pace.Snap, OpenAndCloseTrial.Open);

    public static readonly TrialKind Transfers =
        new("signed transfers from one account", Pace.Disbursements, MoneyTrials.Transfers);

    public static readonly TrialKind Statuses =
        new("disbursements' statuses", Pace.Disbursements, MoneyTrials.Statuses);

    public static readonly TrialKind BillInquiries =
        new("bill inquiries of a channel", Pace.Bills, BillTrials.Inquiries);

    public static readonly TrialKind Payments =
        new("bill payments of a channel", Pace.Bills, BillTrials.Payments);
}
