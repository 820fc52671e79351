using Periksa.Inquiries;
using Periksa.Wire.SnapServer.Laws;

namespace Periksa.Dialects.IFortepay.Tests;

public class InquiryTests
{
    [Fact]
    public async Task Is_asked_with_all_that_is_needed_to_refuse_to_wait_and_to_call_back()
    {
        Assert.Equal(
            new AccountInquiry(
                SnapCallers.Named(Subject.Inquiry, SnapCallers.Usual).Partner,
                new("ifortepay"),
                new("014", "0123456789"),
                SnapHost.Now,
                Price: null,
                TimeSpan.FromSeconds(2))
            {
                Keys = new(
                    $"ifortepay:{SnapCallers.Usual}", new(2026, 11, 20), "1687243078", new Reference("20221220-0010")),
                IsVirtualAccount = false,
                FollowUp = new(new(SnapCallers.Usual), TimeSpan.FromSeconds(60)),
            },
            (await Ask(Subject.Inquiry.Body)).Asked);
    }

    [Fact]
    public async Task Has_no_reference_where_none_was_sent_and_says_when_the_account_is_virtual()
    {
        const string body =
            """
            {"beneficiaryBankCode":"014","beneficiaryAccountNo":"8753293240","additionalInfo":{"isVirtualAccount":"Y"}}
            """;

        var (_, asked) = await Ask(body);

        Assert.Null(asked!.Keys!.Reference);
        Assert.True(asked.IsVirtualAccount);
    }

    /// <summary>Database and callers count characters, .NET counts halves of some.</summary>
    [Theory]
    [InlineData("partnerReferenceNo", 64, "2001600 Successful")]
    [InlineData("partnerReferenceNo", 65, "4001601 Invalid Field Format partnerReferenceNo")]
    [InlineData("beneficiaryBankCode", 8, "4041603 Bank Not Supported - Not Support Provider Bank Code")]
    [InlineData("beneficiaryBankCode", 9, "4001601 Invalid Field Format beneficiaryBankCode")]
    public async Task Has_fields_that_are_measured_in_characters(string field, int characters, string said)
    {
        var text = string.Concat(Enumerable.Repeat("😀", characters));
        var replaced = field is "beneficiaryBankCode" ? "\"014\"" : "\"20221220-0010\"";

        Assert.Equal(
            said,
            (await Ask(Subject.Inquiry.Body.Replace(replaced, $"\"{text}\"", StringComparison.Ordinal))).Said);
    }

    static async Task<(string Said, AccountInquiry? Asked)> Ask(string body)
    {
        await using var host = await SnapHost.Open(Subject.Inquiry);
        var reply = await host.Send(SnapLetter.Question(Subject.Inquiry).Saying(body).Sign());
        return (reply.Said, host.Inquiries.Asked);
    }
}
