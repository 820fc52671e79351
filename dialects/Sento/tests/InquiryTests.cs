using System.Net;

namespace Periksa.Dialects.Sento.Tests;

public class InquiryTests
{
    [Fact]
    public async Task Is_asked_with_the_callers_price_and_the_patience_of_a_wire_without_a_word_for_later()
    {
        var teller = Scripts.Teller("");
        var body = """{"bank_code":"008","account_number":"12341234"}"""u8.ToArray();
        using var request = OneRoom.Request(HttpMethod.Post, "/api/account-inquiry", OneRoom.Json(body));

        var said = await OneRoom.Ask(request, teller);

        Assert.Equal((HttpStatusCode.OK, "000"), said);
        Assert.Equal(
            new AccountInquiry(
                Callers.Named(Callers.Usual).Partner,
                "sento",
                new("008", "12341234"),
                OneRoom.Now,
                Money.Rupiah(1000),
                TimeSpan.FromSeconds(10)),
            teller.Asked);
    }
}
