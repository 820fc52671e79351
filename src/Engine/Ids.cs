namespace Periksa.Engine;

/// <summary>Makes ids.</summary>
static class Ids
{
    public static InquiryId New(DateTimeOffset at) => new(Guid.CreateVersion7(at));
}
