using System.Net;
using System.Text;

namespace Periksa.Dialects.Sento.Tests;

/// <summary>Work on a body is for those who may ask.</summary>
public class StrangerTests
{
    public static TheoryData<string, string, string, string> Strangers { get; } = new()
    {
        { "", "nobody", Callers.Key, "201" },
        { "", Callers.Usual, "another-api-key", "208" },
        { "/invoices/pay", "nobody", Callers.Key, "201" },
        { "/invoices/pay", Callers.Usual, "another-api-key", "208" },
    };

    [Theory, MemberData(nameof(Strangers))]
    public async Task Is_refused_before_a_long_body_has_even_come(string path, string user, string key, string code)
    {
        using var request = DialectHost.Request(
            HttpMethod.Post, "/api/account-inquiry" + path, new Awaited(60_000), user, key);

        var said = await DialectHost.Ask(request, Scripts.Inquiries("")).WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Equal((HttpStatusCode.OK, code), said);
    }

    [Theory, MemberData(nameof(Strangers))]
    public async Task Hears_nothing_of_a_long_body(string path, string user, string key, string code)
    {
        var body = """{"bank_code":"008","account_number":"12341234","invoice_id":"bf76"}""".PadRight(60_000);
        using var request = DialectHost.Request(
            HttpMethod.Post, "/api/account-inquiry" + path, DialectHost.Json(Encoding.UTF8.GetBytes(body)), user, key);

        var (_, text) = await DialectHost.Send(request, Scripts.Inquiries(""));

        Assert.Contains($"\"code\":\"{code}\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("12341234", text, StringComparison.Ordinal);
        Assert.DoesNotContain("bf76", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hears_what_was_readable_of_a_body_without_an_announced_length()
    {
        using var request = DialectHost.Request(
            HttpMethod.Post,
            "/api/account-inquiry",
            new Streamed("""{"bank_code":"008","account_number":"12341234"}"""u8.ToArray()),
            Callers.Usual,
            "another-api-key");

        var (_, text) = await DialectHost.Send(request, Scripts.Inquiries(""));

        Assert.Contains("\"code\":\"208\"", text, StringComparison.Ordinal);
        Assert.Contains("\"account_number\":\"12341234\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_no_stranger_whose_body_is_as_long_as_it_may_be()
    {
        var body = """{"bank_code":"008","account_number":"12341234"}""".PadRight(65_536);
        using var request = DialectHost.Request(
            HttpMethod.Post, "/api/account-inquiry", DialectHost.Json(Encoding.UTF8.GetBytes(body)));

        Assert.Equal((HttpStatusCode.OK, "000"), await DialectHost.Ask(request, Scripts.Inquiries("")));
    }

    /// <summary>A body sent in chunks.</summary>
    sealed class Streamed : HttpContent
    {
        readonly byte[] _bytes;

        public Streamed(byte[] bytes)
        {
            _bytes = bytes;
            Headers.ContentType = new("application/json");
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            stream.WriteAsync(_bytes).AsTask();

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }

    /// <summary>A body that is announced and never comes.</summary>
    sealed class Awaited : HttpContent
    {
        readonly int _length;

        public Awaited(int length)
        {
            _length = length;
            Headers.ContentType = new("application/json");
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            Task.Delay(Timeout.InfiniteTimeSpan);

        protected override bool TryComputeLength(out long length)
        {
            length = _length;
            return true;
        }
    }
}
