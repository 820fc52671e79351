using Periksa.Inquiries;

namespace Periksa.Engine.Tests.Fakes;

/// <summary>A ledger of questions in a list.</summary>
sealed class KeptLedger : IQuestionLedger
{
    readonly List<(InquiryId Inquiry, RouteStep Step, DateTimeOffset? GiveUpAt)> _written = [];

    /// <summary>The providers' ids that were written down.</summary>
    public List<(InquiryId Id, string ProviderId)> Kept { get; } = [];

    public IReadOnlyList<(InquiryId Inquiry, RouteStep Step, DateTimeOffset? GiveUpAt)> Written
    {
        get
        {
            lock (_written)
                return [.. _written];
        }
    }

    public Task Keep(InquiryId inquiry, string providerId)
    {
        lock (_written)
            Kept.Add((inquiry, providerId));

        return Task.CompletedTask;
    }

    public Task Write(
        InquiryId inquiry, PartnerId partner, string bankCode, RouteStep step, DateTimeOffset? giveUpAt = null)
    {
        lock (_written)
            _written.Add((inquiry, step, giveUpAt));

        return Task.CompletedTask;
    }
}
