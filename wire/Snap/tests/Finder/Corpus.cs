using System.Globalization;
using System.Text;
using Periksa.Wire.Snap.Finder;

namespace Periksa.Wire.Snap.Tests.Finder;

/// <summary>Random requests, the same at each run.</summary>
static class Corpus
{
    static readonly string[] Targets =
    [
        "/api/v1.0/account-inquiry-external",
        "/snap/v1.0/emoney/bank-account-inquiry",
        "/gateway/api/v1.0/Account-Inquiry?page=2&lang=id",
        "/openapi/v1.0/x/transfer?name=John%20Doe&code=a%2Fb",
    ];

    static readonly string[] Times =
        ["yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.fffzzz", "yyyy-MM-dd'T'HH:mm:ss'Z'"];

    public static Sender Sender(Random random)
    {
        var format = Times[random.Next(Times.Length)];
        var moment = new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero)
            .AddMilliseconds(random.NextInt64(86_400_000_000))
            .ToOffset(TimeSpan.FromHours(format.EndsWith("'Z'", StringComparison.Ordinal) ? 0 : random.Next(7, 10)));
        var body = Bodies.Random(random);

        // Digits of hex, and as many as base64 has: a secret that can be taken for either.
        var secret = Convert.ToHexStringLower(Bytes(random, 16));
        return new()
        {
            Method = body.Length is 0 ? "GET" : "POST",
            Target = Targets[random.Next(Targets.Length)],
            Token = "eyJhbGciOiJIUzI1NiJ9." + Convert.ToHexStringLower(Bytes(random, 40)),
            Timestamp = moment.ToString(format, CultureInfo.InvariantCulture),
            Body = body,
            Secret = Encoding.ASCII.GetBytes(secret),
        };
    }

    /// <summary>The same request as the server sees it, refused.</summary>
    public static RefusedRequest Refused(Sender sender, string signature) => new()
    {
        Signature = signature,
        Method = sender.Method,
        Target = sender.Target,
        Timestamp = sender.Timestamp,
        Token = sender.Token,
        Authorization = sender.Token is null ? "" : "Bearer " + sender.Token,
        Body = sender.Body,
        Host = Mutations.Host,
        PartnerId = Mutations.ClientId,
        ExternalId = "1672818589804",
        Secret = sender.Secret,
        OtherSecrets = ["the partner's other secret"u8.ToArray()],
        PublicKey = Keys.Own,
        OtherPublicKeys = [Keys.Other],
    };

    public static byte[] Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
