using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Periksa.Store.Sandbox;

namespace Periksa.Sandbox;

/// <summary>The sandbox world as it ships, from the files of the <c>sandbox</c> folder.</summary>
public static class World
{
    public static SandboxWorld Read() => new(
        [.. Read("partners.json", WorldJson.Default.PartnerFileArray).Select(ToPartner)],
        [.. Read("accounts.json", WorldJson.Default.AccountFileArray).Select(ToAccount)],
        [.. Read("bills.json", WorldJson.Default.BillFileArray).Select(ToBill)])
    {
        History = [.. WorldHistory.Read()],
    };

    /// <summary>Whether a credential uses one of the world's secrets, which everybody knows.</summary>
    public static bool IsPublic(SandboxWorld world, Credential credential) => world.Partners.Any(partner =>
        credential.ApiKey?.Matches(partner.Sento.ApiKey) is true
        || partner.Snap.Any(snap =>
            credential.ClientSecret?.Bytes.SequenceEqual(Encoding.UTF8.GetBytes(snap.ClientSecret)) is true
            || credential.PublicKey.Span.SequenceEqual(snap.PublicKey))
        || (partner.SingaPay is { } singaPay
            && credential.ClientSecret?.Bytes.SequenceEqual(Encoding.UTF8.GetBytes(singaPay.ClientSecret)) is true));

    /// <summary>The public key under which a sandbox seals its secrets.</summary>
    public static string MasterKey => ReadText("master-key.txt").Trim();

    internal static T Read<T>(string file, JsonTypeInfo<T> type)
    {
        using var data = typeof(World).Assembly.GetManifestResourceStream(file)!;
        return JsonSerializer.Deserialize(data, type)!;
    }

    static string ReadText(string file)
    {
        using var data = typeof(World).Assembly.GetManifestResourceStream(file)!;
        using var text = new StreamReader(data);
        return text.ReadToEnd();
    }

    static SandboxPartner ToPartner(PartnerFile file) => new(
        file.Id,
        file.Name,
        file.Active,
        ToMoney(file.Deposit),
        file.Limits,
        new(file.Sento.Username, file.Sento.ApiKey, ToMoney(file.Sento.Price)))
    {
        Snap = [.. ToSnap("ifortepay", file.Ifortepay, file), .. ToSnap("paydia", file.Paydia, file)],
        SingaPay = file.Singapay is { } credential ? ToSingaPay(credential) : null,
    };

    static SandboxSingaPay ToSingaPay(SingaPayFile file) => new(
        file.PartnerId,
        file.ClientId,
        file.ClientSecret,
        file.AccountId,
        new(file.FeeName, ToMoney(file.Fee)),
        file.CallbackUrl);

    static IEnumerable<SandboxSnap> ToSnap(string dialect, SnapFile? credential, PartnerFile partner)
    {
        if (credential is null)
            yield break;

        using var key = RSA.Create();
        key.ImportFromPem(ReadText(partner.SnapPublicKey!));
        yield return new(
            dialect,
            credential.ClientId,
            credential.ClientSecret,
            key.ExportSubjectPublicKeyInfo(),
            credential.CallbackUrl);
    }

    static SandboxWorldBill ToBill(BillFile file) => new(
        file.VaNumber,
        file.Type,
        file.Customer,
        file.Name,
        ToMoney(file.Total),
        ToMoney(file.Paid),
        file.ValidUntil,
        file.ValidYears);

    static SandboxWorldAccount ToAccount(AccountFile file) =>
        new(file.BankCode, file.Number, file.HolderName, file.Status);

    internal static Money ToMoney(string text) => Money.TryParse(text, Currency.Idr, out var money)
        ? money
        : throw new FormatException($"The sandbox world has an amount of '{text}'; write it like 1000.00.");
}

// The files, word for word.

sealed record PartnerFile(
    string Id,
    string Name,
    bool Active,
    string Deposit,
    bool Limits,
    SentoFile Sento,
    string? SnapPublicKey = null,
    SnapFile? Ifortepay = null,
    SnapFile? Paydia = null,
    SingaPayFile? Singapay = null);

sealed record SingaPayFile(
    string PartnerId,
    string ClientId,
    string ClientSecret,
    string AccountId,
    string FeeName,
    string Fee,
    string? CallbackUrl = null);

sealed record SnapFile(string ClientId, string ClientSecret, string? CallbackUrl = null);

sealed record BillFile(
    string VaNumber,
    string Type,
    string Customer,
    string Name,
    string Total,
    string Paid,
    DateTimeOffset? ValidUntil = null,
    int? ValidYears = null);

sealed record SentoFile(string Username, string ApiKey, string Price);

sealed record AccountFile(string BankCode, string Number, string HolderName, string Status);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectRequiredConstructorParameters = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(PartnerFile[]))]
[JsonSerializable(typeof(AccountFile[]))]
[JsonSerializable(typeof(BillFile[]))]
[JsonSerializable(typeof(HistoryFile[]))]
sealed partial class WorldJson : JsonSerializerContext;
