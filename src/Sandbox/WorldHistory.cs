using System.Security.Cryptography;
using System.Text;
using Periksa.Disbursements;
using Periksa.Sandbox.Store;

namespace Periksa.Sandbox;

/// <summary>The history of the sandbox's accounts before its first day, from <c>disbursements.json</c>.</summary>
static class WorldHistory
{
    public static IEnumerable<SandboxEvent> Read()
    {
        var payers = World.Read("partners.json", WorldJson.Default.PartnerFileArray)
            .Where(partner => partner.Singapay is not null)
            .ToDictionary(partner => partner.Id, partner => partner.Singapay!);

        foreach (var file in World.Read("disbursements.json", WorldJson.Default.HistoryFileArray))
        {
            var at = DateTimeOffset.FromUnixTimeMilliseconds(file.At);
            var payer = payers[file.Partner];
            yield return new(
                file.Partner,
                payer.AccountId,
                at,
                file.TopUp is { } amount ? World.ToMoney(amount) : null,
                file.Sent is { } sent ? ToDisbursement(file.Partner, payer, sent, at) : null);
        }
    }

    static Disbursement ToDisbursement(
        string partner, SingaPayFile payer, SentFile file, DateTimeOffset at) => new(
        ToId(payer.AccountId, file.ReferenceNumber),
        file.TransactionId,
        new(partner),
        new("singapay"),
        new(payer.PartnerId),
        new(payer.AccountId),
        new(file.ReferenceNumber),
        new(file.BankCode, file.AccountNumber),
        file.HolderName,
        World.ToMoney(file.Net),
        new(file.FeeName, World.ToMoney(file.Fee)),
        World.ToMoney(file.BalanceAfter),
        file.Notes,
        at)
    {
        Status = ToStatus(file.Status),
        ProcessedAt = file.ProcessedAt is { } processed ? DateTimeOffset.FromUnixTimeMilliseconds(processed) : null,
        Failure = file.FailedCode is { } code ? new(code, file.FailedReason ?? "") : null,
    };

    // The same at each start, so that what is there already is known again.
    static DisbursementId ToId(string account, string reference) =>
        new(new(SHA256.HashData(Encoding.UTF8.GetBytes($"{account}:{reference}")).AsSpan(0, 16)));

    static DisbursementStatus ToStatus(string word) => word switch
    {
        "pending" => DisbursementStatus.Pending,
        "failed" => DisbursementStatus.Failed,
        "success" => DisbursementStatus.Success,
        _ => throw new FormatException($"No disbursement of the sandbox's history is '{word}'."),
    };
}

// The file, word for word. Times are Unix milliseconds.

sealed record HistoryFile(string Partner, long At, string? TopUp = null, SentFile? Sent = null);

sealed record SentFile(
    string ReferenceNumber,
    string TransactionId,
    string BankCode,
    string AccountNumber,
    string HolderName,
    string Net,
    string FeeName,
    string Fee,
    string BalanceAfter,
    string Notes,
    string Status,
    long? ProcessedAt = null,
    string? FailedCode = null,
    string? FailedReason = null);
