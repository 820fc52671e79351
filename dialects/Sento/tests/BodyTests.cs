using System.Net;
using System.Text;
using Periksa.Wire.Http;

namespace Periksa.Dialects.Sento.Tests;

/// <summary>Bodies that no golden can hold: not text, or too long to read.</summary>
public class BodyTests
{
    const string Inquiry = "/api/account-inquiry";
    const string Pay = "/api/account-inquiry/invoices/pay";
    const string Account = """{"bank_code":"008","account_number":"12341234","note":"?"}""";
    const string Invoice = """{"invoice_id":"bf76fa75-e19c-4edd-8d44-a5a0fa454fac","note":"?"}""";

    static readonly (HttpStatusCode, string) NotValid = (HttpStatusCode.OK, "990");
    static readonly (HttpStatusCode, string) TooLarge = (HttpStatusCode.RequestEntityTooLarge, "990");
    static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    public static TheoryData<string, byte[]> NotUtf8 => new()
    {
        { "a lone continuation byte", [0x80] },
        { "Latin-1", [0xE9] },
        { "cut short", [0xF0, 0x9F, 0x98] },
        { "an overlong slash", [0xC0, 0xAF] },
        { "an overlong U+0000", [0xC0, 0x80] },
        { "a surrogate", [0xED, 0xA0, 0xBD] },
        { "beyond U+10FFFF", [0xF4, 0x90, 0x80, 0x80] },
        { "a raw U+0000", [0x00] },
    };

    [Theory, MemberData(nameof(NotUtf8))]
    public async Task Is_refused_with(string what, byte[] bytes)
    {
        var said = new[] { await Post(Inquiry, With(Account, bytes)), await Post(Pay, With(Invoice, bytes)) };

        Assert.All(said, one => Assert.True(one == NotValid, what));
    }

    [Theory]
    [InlineData(Inquiry, Account)]
    [InlineData(Pay, Invoice)]
    public async Task Is_refused_with_a_byte_order_mark(string path, string body) =>
        Assert.Equal(NotValid, await Post(path, [.. ByteOrderMark, .. Encoding.UTF8.GetBytes(body)]));

    [Theory]
    [InlineData(Inquiry, Account, "000")]
    [InlineData(Pay, Invoice, "102")]
    public async Task Has_at_most_64_KiB(string path, string body, string code)
    {
        Assert.Equal((HttpStatusCode.OK, code), await Post(path, Padded(body, Body.LimitBytes)));
        Assert.Equal(TooLarge, await Post(path, Padded(body, Body.LimitBytes + 1)));
    }

    [Theory]
    [InlineData(Inquiry, "\"bank_code\":null,\"account_number\":null,\"account_name\":null,"
        + "\"timestamp\":\"2025-03-12T07:07:15\",\"id\":null,\"invoice_id\":null")]
    [InlineData(Pay, "\"invoice_id\":null,\"tx_date\":null,\"amount\":null,\"total_inquiry\":0,\"paid_at\":null,"
        + "\"due_at\":null,\"invoice_status\":null,\"timestamp\":\"2025-03-12T07:07:15\"")]
    public async Task Is_too_long_in_the_words_of_its_operation(string path, string fields)
    {
        using var request =
            DialectHost.Request(HttpMethod.Post, path, DialectHost.Json(Padded("{}", Body.LimitBytes + 1)));

        var (http, body) = await DialectHost.Send(request, Scripts.Inquiries(""));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, http);
        Assert.Equal($$$"""{"status":{"code":"990","message":"Request Parameter is not valid"},{{{fields}}}}""", body);
    }

    static Task<(HttpStatusCode Http, string Code)> Post(string path, byte[] body) =>
        DialectHost.Ask(DialectHost.Request(HttpMethod.Post, path, DialectHost.Json(body)), Scripts.Inquiries(""));

    static byte[] With(string body, byte[] bytes)
    {
        var text = body.Split('?');
        return [.. Encoding.UTF8.GetBytes(text[0]), .. bytes, .. Encoding.UTF8.GetBytes(text[1])];
    }

    static byte[] Padded(string body, int length) => Encoding.UTF8.GetBytes(body.PadRight(length));
}
