using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Periksa.Engine.Tests.Fakes;
using Periksa.Partners;
using Periksa.Partners.Tokens;

namespace Periksa.Engine.Tests;

public class AccessTokenTests
{
    // Made by Python's json, base64 and hmac modules, with the key k1 below.
    const string ByAnotherProgram =
        "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6ImsxIn0"
        + ".eyJpc3MiOiJwYXlkaWEiLCJzdWIiOiI4ZjU0IiwiaWF0IjoxNzQxNjYyMDAwLCJleHAiOjE3NDE2NjI5MDB9"
        + ".5rDpNL56Dq23l06DAuCCC7fTxPTzcTgEabYf7kicCyk";

    static readonly DateTimeOffset Now = Question.Now;
    static readonly TokenKey Key = new("k1", [.. Enumerable.Range(0, 32).Select(i => (byte)i)], Now.AddHours(-1));
    static readonly TimeSpan Life = IAccessTokens.Lifetime;
    static readonly Credential Caller = new(new("paydia"), new("8f54"), Question.Partner);

    readonly ScriptedTokenKeys _keys = new(Key);

    [Fact]
    public async Task Is_the_one_that_another_program_makes() =>
        Assert.Equal(ByAnotherProgram, await Issue());

    [Fact]
    public async Task Is_known_again_where_another_program_made_it() =>
        Assert.Equal(TokenVerdict.Valid, await Check(ByAnotherProgram));

    [Theory]
    [InlineData(0, TokenVerdict.Valid)]
    [InlineData(899.9999999, TokenVerdict.Valid)]
    [InlineData(900, TokenVerdict.Expired)]
    [InlineData(2_000, TokenVerdict.Expired)]
    public async Task Is_good_for_900_seconds_and_not_a_moment_longer(double seconds, TokenVerdict verdict) =>
        Assert.Equal(verdict, await Check(await Issue(), Now.AddTicks((long)Math.Round(seconds * 1e7))));

    [Theory]
    [InlineData(3_599, TokenVerdict.Valid)]
    [InlineData(3_600, TokenVerdict.Expired)]
    public async Task Is_good_for_as_long_as_it_was_issued_for(double seconds, TokenVerdict verdict)
    {
        var token = await new AccessTokens(_keys, new StoppedClock(Now)).Issue(Caller, TimeSpan.FromHours(1), default);

        Assert.Equal(verdict, await Check(token, Now.AddSeconds(seconds)));
    }

    [Fact]
    public async Task Is_another_dialects_or_another_callers_and_so_none()
    {
        var token = await Issue();

        Assert.Equal(TokenVerdict.OfAnother, await Check(token, caller: Caller with { Dialect = new("ifortepay") }));
        Assert.Equal(TokenVerdict.OfAnother, await Check(token, caller: Caller with { Name = new("8f55") }));

        // Nor is it told to others that it has expired.
        Assert.Equal(
            TokenVerdict.OfAnother, await Check(token, Now.AddHours(1), caller: Caller with { Name = new("8f55") }));
    }

    [Theory]
    [InlineData("""{"alg":"none","kid":"k1"}""")]
    [InlineData("""{"alg":"HS512","kid":"k1"}""")]
    [InlineData("""{"alg":"RS256","kid":"k1"}""")]
    [InlineData("""{"alg":"hs256","kid":"k1"}""")]
    [InlineData("""{"alg":["HS256"],"kid":"k1"}""")]
    [InlineData("""{"kid":"k1"}""")]
    [InlineData("""{"alg":"HS256"}""")]
    [InlineData("""{"alg":"HS256","kid":""}""")]
    [InlineData("""{"alg":"HS256","kid":null}""")]
    [InlineData("""{"alg":"HS256","kid":1}""")]
    [InlineData("""{"alg":"HS256","kid":"k2"}""")]
    [InlineData("""{"alg":"HS256","kid":"\ud800"}""")]
    [InlineData("""{"\ud800":1,"alg":"HS256","kid":"k1"}""")]
    [InlineData("""{"alg":"\udc00HS256","kid":"k1"}""")]
    [InlineData("""[{"alg":"HS256","kid":"k1"}]""")]
    [InlineData("""{"x":{"alg":"HS256","kid":"k1"}}""")]
    [InlineData("""alg""")]
    [InlineData("")]
    public async Task Is_none_with_a_header_that_is_not_ours_even_if_our_key_signed_it(string header) =>
        Assert.Equal(TokenVerdict.Invalid, await Check(Signed(header, Payload(Now))));

    [Fact]
    public async Task Is_none_with_bytes_in_its_header_that_are_no_text()
    {
        byte[] header = [.. """{"alg":"HS256","kid":"k1"""u8, 0xFF, .. "\"}"u8];

        Assert.Equal(TokenVerdict.Invalid, await Check(Signed(header, Payload(Now))));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("...")]
    [InlineData("a.b.c")]
    [InlineData("eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6ImsxIn0")]
    [InlineData("eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6ImsxIn0..")]
    [InlineData(ByAnotherProgram + ".")]
    [InlineData(ByAnotherProgram + ".x")]
    [InlineData("." + ByAnotherProgram)]
    [InlineData("x" + ByAnotherProgram)]
    [InlineData(ByAnotherProgram + "xx")]
    [InlineData("näh.näh.näh")]
    [InlineData("\0.\0.\0")]
    public async Task Is_none_where_it_is_garbage(string token) =>
        Assert.Equal(TokenVerdict.Invalid, await Check(token));

    [Theory]
    [InlineData(2_000)]
    [InlineData(100_000)]
    public async Task Is_none_where_it_is_huge(int length)
    {
        Assert.Equal(TokenVerdict.Invalid, await Check(ByAnotherProgram + new string('A', length)));
        Assert.Equal(TokenVerdict.Invalid, await Check(new string('.', length)));
        Assert.Equal(TokenVerdict.Invalid, await Check(Signed(
            $$"""{"alg":"HS256","kid":"k1","x":"{{new string('x', length)}}"}""", Payload(Now))));
    }

    [Fact]
    public async Task Is_none_where_anything_was_changed()
    {
        var parts = ByAnotherProgram.Split('.');
        var longer = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(Payload(Now.AddSeconds(1))));
        Assert.Equal(TokenVerdict.Invalid, await Check($"{parts[0]}.{longer}.{parts[2]}"));

        for (var i = 0; i < ByAnotherProgram.Length - 1; i++)
        {
            var changed = ByAnotherProgram.ToCharArray();
            changed[i] = changed[i] == 'A' ? 'B' : 'A';
            Assert.Equal(TokenVerdict.Invalid, await Check(new(changed)));
        }
    }

    [Fact]
    public async Task Is_none_where_another_key_signed_it_under_the_same_name()
    {
        var others = new ScriptedTokenKeys(Key with { Secret = new byte[32] });
        var token = await new AccessTokens(others, new StoppedClock(Now)).Issue(Caller, Life, default);

        Assert.Equal(TokenVerdict.Invalid, await Check(token));
    }

    ValueTask<string> Issue() => new AccessTokens(_keys, new StoppedClock(Now)).Issue(Caller, Life, default);

    ValueTask<TokenVerdict> Check(string token, DateTimeOffset? now = null, Credential? caller = null) =>
        new AccessTokens(_keys, new StoppedClock(now ?? Now)).Check(token, caller ?? Caller, default);

    static string Payload(DateTimeOffset at) =>
        $$"""{"iss":"paydia","sub":"8f54","iat":{{at.ToUnixTimeSeconds()}},"exp":{{at.ToUnixTimeSeconds() + 900}}}""";

    static string Signed(string header, string payload) => Signed(Encoding.UTF8.GetBytes(header), payload);

    static string Signed(byte[] header, string payload)
    {
        var text = $"{Base64Url.EncodeToString(header)}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(payload))}";
        var signature = HMACSHA256.HashData(Key.Secret, Encoding.ASCII.GetBytes(text));
        return $"{text}.{Base64Url.EncodeToString(signature)}";
    }
}
