using System.Net;
using Periksa.Inquiries;

namespace Periksa.Dialects.Sento.Tests;

public class InquiryTests
{
    [Fact]
    public async Task Is_asked_with_the_callers_price_and_the_patience_of_a_wire_without_a_word_for_later()
    {
        var accountInquiries = Scripts.Inquiries("");
        var body = """{"bank_code":"008","account_number":"12341234"}"""u8.ToArray();
        using var request = DialectHost.Request(HttpMethod.Post, "/api/account-inquiry", DialectHost.Json(body));

        var said = await DialectHost.Ask(request, accountInquiries);

        Assert.Equal((HttpStatusCode.OK, "000"), said);
        Assert.Equal(
            new AccountInquiry(
                Callers.Named(Callers.Usual).Partner,
                new("sento"),
                new("008", "12341234"),
                DialectHost.Now,
                Money.Rupiah(1000),
                TimeSpan.FromSeconds(10)),
            accountInquiries.Asked);
    }
}
