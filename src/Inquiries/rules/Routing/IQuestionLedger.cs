namespace Periksa.Inquiries;

/// <summary>The ledger of the questions that providers are asked and paid for.</summary>
public interface IQuestionLedger
{
    /// <summary>Writes down that a question goes out, or what came of it. When it returns, that is durable.</summary>
    /// <param name="giveUpAt">Where the inquiry is kept open and the route becomes the one that it is asked by: when it
    /// ends without an answer, by that route.</param>
    Task Write(
        InquiryId inquiry, PartnerId partner, string bankCode, RouteStep step, DateTimeOffset? giveUpAt = null);

    /// <summary>Writes down which id its provider gave to the question of an inquiry that is kept open.</summary>
    Task Keep(InquiryId inquiry, string providerId);
}
