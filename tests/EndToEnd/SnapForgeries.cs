using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Periksa.EndToEnd.Tests;

/// <summary>Requests that somebody else signed, or nobody, or about something else.</summary>
public static class SnapForgeries
{
    public static async Task<IReadOnlyList<SnapRequest>> Of(Snap toko)
    {
        var question = new SnapQuestion();
        var (good, other) = (await toko.Prepare(question), await toko.Prepare(new()));
        var (token, stamp) = (await toko.Token(), question.Stamp);
        var warung = new Snap(null!, SnapPartner.Warung(toko.Dialect));

        return
        [
            good with { Body = other.Body },
            good with { Target = $"{good.Target}?bank=014" },
            good with { Target = $"{good.Target}?" },
            good.With("X-TIMESTAMP", SnapQuestion.Soon()),
            good.With("X-EXTERNAL-ID", SnapQuestion.Unique()).With("X-SIGNATURE", other["X-SIGNATURE"]),
            Signed(toko.Sign("GET", good.Target, token, good.Body, stamp)),
            Signed(toko.Sign("POST", toko.Dialect.TokenPath, token, good.Body, stamp)),
            Signed(toko.Sign("POST", good.Target, "", good.Body, stamp)),
            Signed(toko.Sign("POST", good.Target, token, [], stamp)),
            Signed(warung.Sign("POST", good.Target, token, good.Body, stamp)),
            Signed(toko.Sign("POST", good.Target, token, good.Body, stamp)[..63]),
            Signed([.. toko.Sign("POST", good.Target, token, good.Body, stamp), 0]),
            Signed([]),
            good.With("X-SIGNATURE", "="),
            good.With("X-SIGNATURE", good["X-SIGNATURE"].TrimEnd('=')),
            good.With("X-SIGNATURE", good["X-SIGNATURE"].ToLowerInvariant()),
            good.With("Authorization", token),
            good.With("Authorization", "Bearer"),
            good.With("Authorization", $"Basic {token}"),
            good.With("Authorization", $"Bearer  {token}"),
            good.Twice("Authorization", $"Bearer {token}"),
            .. Tokens(token).Select(forged => SignedWith(forged)),
        ];

        SnapRequest Signed(byte[] signature) => good.With("X-SIGNATURE", Convert.ToBase64String(signature));

        SnapRequest SignedWith(string forged) =>
            Signed(toko.Sign("POST", good.Target, forged, good.Body, stamp)).With("Authorization", $"Bearer {forged}");
    }

    /// <summary>Asymmetric ones, which only one of the dialects knows.</summary>
    public static async Task<IReadOnlyList<SnapRequest>> WithoutToken(Snap toko)
    {
        using var foreign = RSA.Create(2048);
        var question = new SnapQuestion();
        var good = (await toko.Prepare(question)).Without("Authorization");
        var digest = Convert.ToHexStringLower(SHA256.HashData(good.Body));
        var text = $"POST:{good.Target}:{digest}:{question.Stamp}";

        return
        [
            good,   // signed for a token that is not sent
            By(foreign, text),
            By(SnapPartner.Warung(toko.Dialect).Key, text),
            By(toko.Partner.Key, $"POST:{good.Target}:{await toko.Token()}:{digest}:{question.Stamp}"),
            By(toko.Partner.Key, $"{toko.Partner.ClientId}|{question.Stamp}"),
            By(toko.Partner.Key, text).With("X-TIMESTAMP", SnapQuestion.Soon()),
            By(toko.Partner.Key, text) with { Target = $"{good.Target}?x=1" },
            By(toko.Partner.Key, text).With("Authorization", "Bearer none"),
        ];

        SnapRequest By(RSA key, string signed) => good.With("X-SIGNATURE", Convert.ToBase64String(
            key.SignData(Encoding.UTF8.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)));
    }

    // Of the forms that libraries have fallen for.
    static IEnumerable<string> Tokens(string token)
    {
        var parts = token.Split('.');
        var header = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[0]));
        var payload = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[1]));

        foreach (var alg in new[] { "none", "None", "HS512", "RS256", "hs256", "" })
        {
            var head = Encode(header.Replace("HS256", alg, StringComparison.Ordinal));
            yield return $"{head}.{parts[1]}.";
            yield return $"{head}.{parts[1]}.{parts[2]}";
            yield return $"{head}.{parts[1]}.{SignWithEmptyKey($"{head}.{parts[1]}")}";
        }

        var longer = Encode(payload.Replace("\"exp\":", "\"exp\":9", StringComparison.Ordinal));
        yield return $"{parts[0]}.{longer}.{parts[2]}";
        yield return $"{parts[0]}.{parts[1]}.";
        yield return $"{parts[0]}.{parts[1]}";
        yield return $"{parts[0]}.{parts[1]}.{parts[2][..^4]}";
        yield return $"{token}.{parts[2]}";
        yield return $"{Encode("{\"alg\":\"HS256\",\"kid\":\"unknown\"}")}.{parts[1]}.{parts[2]}";
        yield return "..";
        yield return "e30.e30.e30";
    }

    static string SignWithEmptyKey(string text) =>
        Encode(HMACSHA256.HashData(Array.Empty<byte>(), Encoding.ASCII.GetBytes(text)));

    static string Encode(string text) => Encode(Encoding.UTF8.GetBytes(text));

    static string Encode(byte[] bytes) => Base64Url.EncodeToString(bytes);
}
