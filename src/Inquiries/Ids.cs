namespace Periksa.Inquiries;

/// <summary>Makes ids.</summary>
static class Ids
{
    public static InquiryId New(DateTimeOffset at) => new(Guid.CreateVersion7(at));
}
