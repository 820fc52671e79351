namespace Periksa.Inquiries;

/// <summary>The ledger of the questions that providers are asked and paid for.</summary>
public interface IQuestionLedger
{
    /// <summary>Writes down that a question goes out, or what came of it. When it returns, that is durable.</summary>
    /// <param name="isOpen">True if the inquiry is kept open: the route becomes the one that it is asked by.</param>
    Task Write(InquiryId inquiry, PartnerId partner, string bankCode, RouteStep step, bool isOpen = false);
}
