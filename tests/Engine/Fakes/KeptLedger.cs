using Periksa.Inquiries;

namespace Periksa.Engine.Tests.Fakes;

/// <summary>A ledger of questions in a list.</summary>
sealed class KeptLedger : IQuestionLedger
{
    readonly List<(InquiryId Inquiry, RouteStep Step, bool IsOpen)> _written = [];

    public IReadOnlyList<(InquiryId Inquiry, RouteStep Step, bool IsOpen)> Written
    {
        get
        {
            lock (_written)
                return [.. _written];
        }
    }

    public Task Write(InquiryId inquiry, PartnerId partner, string bankCode, RouteStep step, bool isOpen = false)
    {
        lock (_written)
            _written.Add((inquiry, step, isOpen));

        return Task.CompletedTask;
    }
}
