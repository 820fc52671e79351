using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Periksa.Engine.Tests.Fakes;
using Periksa.Partners;
using Periksa.Partners.Tokens;

namespace Periksa.Engine.Tests;

/// <summary>A token has one text, and a time to be issued at.</summary>
public class TokenTextTests
{
    static readonly DateTimeOffset Now = Question.Now;
    static readonly TokenKey Key = new("k1", [.. Enumerable.Range(0, 32).Select(i => (byte)i)], Now.AddDays(-9));
    static readonly Credential Caller = new(new("paydia"), new("8f54"), Question.Partner);

    readonly ScriptedTokenKeys _keys = new(Key);

    [Fact]
    public async Task Is_read_by_a_library_that_others_use()
    {
        var text = await Issue();

        var token = new JsonWebToken(text);
        Assert.Equal(("HS256", "JWT", "k1"), (token.Alg, token.Typ, token.Kid));
        Assert.Equal(("paydia", "8f54"), (token.Issuer, token.Subject));
        Assert.Equal(
            (Now.UtcDateTime, (Now + IAccessTokens.Lifetime).UtcDateTime), (token.IssuedAt, token.ValidTo));

        var outcome = await new JsonWebTokenHandler().ValidateTokenAsync(text, new TokenValidationParameters
        {
            IssuerSigningKey = new SymmetricSecurityKey(Key.Secret) { KeyId = Key.Id },
            ValidAlgorithms = ["HS256"],
            ValidIssuer = "paydia",
            ValidateAudience = false,
            LifetimeValidator = (_, until, _, _) => until > Now.UtcDateTime,
        });
        Assert.True(outcome.IsValid, outcome.Exception?.Message);
    }

    public static TheoryData<string> Forms =>
    [
        "padding", "two paddings", "a blank in the signature", "a tab in the signature", "a line feed at the end",
        "a line break in the payload", "a blank before it", "a blank in the header", "padding in the payload",
        "bits that do not count", "a sign of no alphabet",
    ];

    /// <summary>RFC 7515, section 2. Wherever the signature covers the text, it is made anew: the text is
    /// wrong.</summary>
    [Theory, MemberData(nameof(Forms))]
    public async Task Is_none_in_any_other_form(string form)
    {
        var token = await Issue();
        var (header, payload, signature) = token.Split('.') is [var one, var two, var three]
            ? (one, two, three)
            : throw new InvalidOperationException(token);

        var other = form switch
        {
            "padding" => token + "=",
            "two paddings" => token + "==",
            "a blank in the signature" => $"{header}.{payload}.{signature[..9]} {signature[9..]}",
            "a tab in the signature" => $"{header}.{payload}.{signature[..9]}\t{signature[9..]}",
            "a line feed at the end" => token + "\n",
            "a line break in the payload" => Signed(header, $"{payload[..8]}\r\n{payload[8..]}"),
            "a blank before it" => Signed(" " + header, payload),
            "a blank in the header" => Signed($"{header[..4]} {header[4..]}", payload),
            "padding in the payload" => Signed(header, payload + new string('=', 4 - payload.Length % 4)),
            "bits that do not count" => token[..^1] + (char)(token[^1] + 1),
            "a sign of no alphabet" => $"{header}.{payload}.{signature[..9]}?{signature[9..]}",
            _ => throw new InvalidOperationException(form),
        };

        Assert.NotEqual(token, other);
        Assert.Equal(TokenVerdict.Invalid, await Check(other, Now));
        Assert.Equal(TokenVerdict.Valid, await Check(token, Now));
    }

    [Theory]
    [InlineData(0, TokenVerdict.Valid)]
    [InlineData(-5, TokenVerdict.Valid)]
    [InlineData(-6, TokenVerdict.Invalid)]
    [InlineData(-60, TokenVerdict.Invalid)]
    [InlineData(-108_000, TokenVerdict.Invalid)]
    public async Task Is_none_before_it_was_issued_but_for_clocks_that_differ(int seconds, TokenVerdict verdict)
    {
        var token = await Issue();
        var tokens = new AccessTokens(_keys, new StoppedClock(Now));
        await tokens.Check(token, Caller, default);

        Assert.Equal(verdict, await Check(token, Now.AddSeconds(seconds)));
        Assert.Equal(TokenVerdict.Valid, await tokens.Check(token, Caller, default));
    }

    ValueTask<string> Issue() =>
        new AccessTokens(_keys, new StoppedClock(Now)).Issue(Caller, IAccessTokens.Lifetime, default);

    ValueTask<TokenVerdict> Check(string token, DateTimeOffset now) =>
        new AccessTokens(_keys, new StoppedClock(now)).Check(token, Caller, default);

    static string Signed(string header, string payload)
    {
        var text = $"{header}.{payload}";
        return $"{text}.{Base64Url.EncodeToString(HMACSHA256.HashData(Key.Secret, Encoding.ASCII.GetBytes(text)))}";
    }
}
