using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Periksa.Tests.Support;
using Periksa.Wire.Http;

namespace Periksa.Dialects.SingaPay.Tests;

/// <summary>Each known mistake with a signature is told by its name. What is signed here is signed by hand.</summary>
public sealed class MistakeTests
{
    const string Secret = "a-client-secret";
    const string Body = """{"b": 1, "a": "x y"}""";
    const string Target = "/api/v2.0/disbursement/transfer?x=1";

    static readonly DateTimeOffset Now = new(2025, 12, 11, 20, 0, 0, TimeSpan.Zero);

    static readonly Credential Client = new(new(Auth.Dialect), new("partner"), new(new("shop"), Active: true))
    {
        ClientId = "client",
        ClientSecret = new(Secret),
    };

    [Theory]
    [InlineData("right", null)]
    [InlineData("unsorted", "in order")]
    [InlineData("compact", "only white space was dropped")]
    [InlineData("capitals", "lower case")]
    [InlineData("base64", "base64")]
    [InlineData("no-body", "what was signed has none")]
    [InlineData("no-query", "with its query")]
    [InlineData("bearer", "without the word Bearer")]
    [InlineData("no-token", "Put the access token")]
    [InlineData("small-method", "in capitals")]
    [InlineData("nonsense", "METHOD:PATH:TOKEN:DIGEST:TIMESTAMP")]
    public void Of_a_request(string mistake, string? advice)
    {
        var stamp = Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signature = mistake switch
        {
            "right" or "capitals" or "base64" => Sign("POST", Target, "T", """{"a":"x y","b":1}""", stamp),
            "unsorted" => Sign("POST", Target, "T", Body, stamp),
            "compact" => Sign("POST", Target, "T", """{"b":1,"a":"x y"}""", stamp),
            "no-body" => Sign("POST", Target, "T", "", stamp),
            "no-query" => Sign("POST", Target.Split('?')[0], "T", """{"a":"x y","b":1}""", stamp),
            "bearer" => Sign("POST", Target, "Bearer T", """{"a":"x y","b":1}""", stamp),
            "no-token" => Sign("POST", Target, "", """{"a":"x y","b":1}""", stamp),
            "small-method" => Sign("post", Target, "T", """{"a":"x y","b":1}""", stamp),
            _ => new string('0', 128),
        };
        signature = mistake switch
        {
            "capitals" => signature.ToUpperInvariant(),
            "base64" => Convert.ToBase64String(Convert.FromHexString(signature)),
            _ => signature,
        };

        var notes = OfRequest(signature, stamp);

        Assert.Equal("The X-Signature header does not verify.", notes.Reason);
        if (advice is null)
        {
            Assert.Null(notes.Advice);   // nobody asks about a right one
            return;
        }

        Assert.Contains(advice, notes.Advice);
        Assert.DoesNotContain(Secret, notes.Advice);
    }

    [Theory]
    [InlineData(0, "1765483200000", "milliseconds")]
    [InlineData(0, "now", "no number")]
    [InlineData(-25_200, null, "25200 s behind")]
    [InlineData(900, null, "900 s ahead")]
    public void Of_a_timestamp(int ahead, string? stamp, string reason)
    {
        stamp ??= (Now.ToUnixTimeSeconds() + ahead).ToString(CultureInfo.InvariantCulture);

        Assert.Contains(reason, OfRequest(Sign("POST", Target, "T", Body, stamp), stamp).Reason);
    }

    [Theory]
    [InlineData("client", "20251212", "lower case")]
    [InlineData("client", "20251211", "another day")]
    [InlineData("client", "2025-12-12", "without hyphens")]
    [InlineData("client", "12122025", "CLIENT-ID_SECRET_yyyyMMdd")]
    [InlineData("other", "20251212", "in X-CLIENT-ID")]
    public void Of_a_token_request(string clientId, string day, string advice)
    {
        var signature = Convert.ToHexString(
            HMACSHA512.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes($"client_{Secret}_{day}")));
        var http = new DefaultHttpContext();
        http.Request.Headers["X-CLIENT-ID"] = clientId;
        http.Request.Headers["X-Signature"] = day == "20251212" ? signature : signature.ToLowerInvariant();

        Mistakes.ExplainToken(http, Client, new ScriptedCallerClock(new StoppedClock(Now)));

        Assert.Contains(advice, RequestNotes.Of(http).Advice);
    }

    static RequestNotes OfRequest(string signature, string stamp)
    {
        var http = new DefaultHttpContext();
        http.Request.Method = "POST";
        http.Request.Path = Target.Split('?')[0];
        http.Request.QueryString = new("?x=1");
        http.Request.Headers["X-Signature"] = signature;
        http.Request.Headers["X-Timestamp"] = stamp;

        Mistakes.ExplainRequest(
            http, Client, "T", Encoding.UTF8.GetBytes(Body), new ScriptedCallerClock(new StoppedClock(Now)));
        return RequestNotes.Of(http);
    }

    static string Sign(string method, string target, string token, string body, string stamp)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)));
        return Convert.ToHexStringLower(HMACSHA512.HashData(
            Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes($"{method}:{target}:{token}:{digest}:{stamp}")));
    }
}
