using System.Security.Cryptography;
using System.Text;

namespace Periksa.Bench.Disbursing;

/// <summary>Signs transfers beforehand, so that wrk has nothing to do but send them. Each has a reference of its
/// own, and they ascend as a caller's counter would.</summary>
sealed class TransferSigner(Place place, Payer payer)
{
    /// <summary>Nobody at the sandbox's bank ever says whether this account was paid: see the README.</summary>
    public const string Beneficiary = "9900000004";

    const string Path = "/api/v2.0/disbursement/transfer";
    const string NetText = "10000.00";
    const int BufferBytes = 64 * 1024;

    public static readonly Money Net = Money.Rupiah(10_000);

    /// <summary>Writes a file for each of wrk's threads, as signed.lua reads it, and returns what they are called
    /// but for their numbers. They are good for five minutes.</summary>
    /// <param name="requests">In each file.</param>
    public async Task<string> Write(Peer peer, int requests)
    {
        var token = await payer.AskToken(peer);
        var now = TimeProvider.System.GetUtcNow();
        var files = System.IO.Path.Combine(place.Work, "transfers");

        await Task.WhenAll(Enumerable.Range(0, Wrk.Threads).Select(thread => Task.Run(() => Write(
            $"{files}.{thread}", $"{now.ToUnixTimeMilliseconds()}{thread}", requests, peer, token,
            $"{now.ToUnixTimeSeconds()}"))));
        return files;
    }

    void Write(string file, string prefix, int requests, Peer peer, string token, string timestamp)
    {
        using var stream = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None, BufferBytes);
        using var text = new StreamWriter(stream, Encoding.ASCII, BufferBytes) { NewLine = "\n" };

        text.WriteLine(
            $"""
            POST {Path} HTTP/1.1
            Host: {peer.Address.Authority}
            Content-Type: application/json
            Authorization: Bearer {token}
            X-PARTNER-ID: {payer.Credential.PartnerId}
            X-Timestamp: {timestamp}

            {Body("*")}
            """);

        for (var i = 0; i < requests; i++)
        {
            var id = $"{prefix}{i:D7}";
            var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(Canonical(id))));
            text.WriteLine($"{id} {payer.Sign($"POST:{Path}:{token}:{digest}:{timestamp}")}");
        }

        text.Flush();
        stream.Flush(flushToDisk: true);   // or the system would write it in the round, which waits for flushes
    }

    // In the order of the vendor's sample, which is not the one that is signed.
    string Body(string reference) =>
        $$"""{"account_id":"{{payer.Credential.Account}}","reference_number":"{{reference}}","amount":{{NetText}}"""
        + $$""","bank_code":"002","bank_account_number":"{{Beneficiary}}","notes":"sometimes"}""";

    string Canonical(string reference) =>
        $$"""{"account_id":"{{payer.Credential.Account}}","amount":{{NetText}}"""
        + $$""","bank_account_number":"{{Beneficiary}}","bank_code":"002","notes":"sometimes" """.TrimEnd()
        + $$""","reference_number":"{{reference}}"}""";
}
