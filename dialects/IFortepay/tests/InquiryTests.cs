using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Periksa.Tests.Support;

namespace Periksa.Dialects.IFortepay.Tests;

public class InquiryTests
{
    [Fact]
    public async Task Is_asked_with_all_that_the_teller_needs_to_refuse_to_wait_and_to_call_back()
    {
        var asked = await Ask(Letter.Inquiry(), OneRoom.Now);

        Assert.Equal(
            new AccountInquiry(
                Callers.Named(Callers.Usual).Partner,
                "ifortepay",
                new("014", "0123456789"),
                OneRoom.Now,
                Price: null,
                TimeSpan.FromSeconds(2))
            {
                Keys = new("ifortepay:MCPD00000012", new(2023, 1, 4), "1672818589804", "20221220-0010"),
                IsVirtualAccount = false,
                FollowUp = new("MCPD00000012", TimeSpan.FromSeconds(60)),
            },
            asked);
    }

    [Fact]
    public async Task Has_no_reference_where_none_was_sent_and_says_when_the_account_is_virtual()
    {
        const string body =
            """
            {"beneficiaryBankCode":"014","beneficiaryAccountNo":"8753293240","additionalInfo":{"isVirtualAccount":"Y"}}
            """;

        var asked = await Ask(Letter.Inquiry(body), OneRoom.Now);

        Assert.Null(asked.Keys!.Reference);
        Assert.True(asked.IsVirtualAccount);
    }

    /// <summary>A request that is replayed after midnight must meet its own key, so our clock has no say.</summary>
    [Theory]
    [InlineData("2023-01-04T23:59:59+07:00", "2023-01-04T17:02:00Z", 4)]
    [InlineData("2023-01-05T00:00:00+07:00", "2023-01-04T16:58:00Z", 5)]
    [InlineData("2023-01-04T16:59:59.999Z", "2023-01-04T17:00:00Z", 4)]
    [InlineData("2023-01-05T02:00:00+09:00", "2023-01-04T16:59:59Z", 5)]
    public async Task Uses_its_key_up_on_the_WIB_day_of_its_own_stamp(string stamp, string now, int day)
    {
        var letter = Letter.Inquiry(Encoding.UTF8.GetBytes(Letter.Question), stamp: stamp);

        var asked = await Ask(letter, DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture));

        Assert.Equal(new(2023, 1, day), asked.Keys!.Day);
    }

    static async Task<AccountInquiry> Ask(Letter letter, DateTimeOffset now)
    {
        var teller = Scripts.Teller;
        await using var host = await OneRoom.Open(services => services
            .AddSingleton<TimeProvider>(new StoppedClock(now))
            .AddSingleton<ITeller>(teller));

        using var request = letter.ToRequest();
        using var reply = await host.Client.SendAsync(request);
        Assert.True(reply.IsSuccessStatusCode);
        return teller.Asked!;
    }
}
