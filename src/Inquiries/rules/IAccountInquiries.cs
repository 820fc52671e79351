namespace Periksa.Inquiries;

/// <summary>The engine's front desk. Dialects ask; they never see connectors, storage or the ledger.</summary>
public interface IAccountInquiries
{
    /// <summary>Answers once the inquiry and, where it is billable,
    /// its line on the day's invoice are durable.</summary>
    Task<InquiryAnswer> Ask(AccountInquiry inquiry, CancellationToken cancel);
}
