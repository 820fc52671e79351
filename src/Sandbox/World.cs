using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Periksa.Bills;
using Periksa.Sandbox.Store;

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
        Channels = [.. Read("channels.json", WorldJson.Default.ChannelFileArray).Select(ToChannel)],
    };

    /// <summary>The bank that SNAP's service 15 is about, unless an operator says otherwise.</summary>
    public static string OwnBank => "014";

    /// <summary>All that everybody knows: keys, secrets and public keys, as a credential has them.</summary>
    public static IEnumerable<byte[]> Public(SandboxWorld world) =>
    [
        .. Secrets(world).Append(MasterKey).Select(Encoding.UTF8.GetBytes),
        .. world.Partners.SelectMany(partner => partner.Snap).Select(snap => snap.PublicKey),
        .. Credentials(world).Select(one => one.PublicKey).OfType<byte[]>(),
    ];

    /// <summary>The public key under which a sandbox seals its secrets.</summary>
    public static string MasterKey => ReadText("master-key.txt").Trim();

    static IEnumerable<string> Secrets(SandboxWorld world) =>
    [
        .. world.Channels.Select(channel => channel.ApiKey),
        .. world.Partners.Select(partner => partner.Sento.ApiKey),
        .. Credentials(world).SelectMany(one => new[] { one.Key, one.Secret }).OfType<string>(),
        .. world.Partners.SelectMany(partner => partner.Snap.Select(snap => snap.ClientSecret)),
        .. world.Partners.Select(partner => partner.SingaPay?.ClientSecret).OfType<string>(),
        .. world.Partners.Select(partner => partner.Biller?.ApiKey).OfType<string>(),
    ];

    static IEnumerable<SandboxCredential> Credentials(SandboxWorld world) =>
    [
        .. world.Partners.SelectMany(partner => partner.Credentials),
        .. world.Channels.SelectMany(channel => channel.Credentials),
    ];

    internal static T Read<T>(string file, JsonTypeInfo<T> type)
    {
        using var data = typeof(World).Assembly.GetManifestResourceStream(file)!;
        return JsonSerializer.Deserialize(data, type)!;
    }

    internal static string ReadText(string file)
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
        Snap =
        [
            .. ToSnap("ifortepay", file.Ifortepay, file),
            .. ToSnap("paydia", file.Paydia, file),
            .. ToSnap("paydia", file.PaydiaUtc, file),
        ],
        Credentials = ToCredentials(file.Credentials, file.SnapPublicKey),
        SingaPay = file.Singapay is { } credential ? ToSingaPay(credential) : null,
        Biller = file.Biller is { } biller ? new(biller.ApiKey, biller.CallbackUrl) : null,
    };

    static SandboxCredential[] ToCredentials(IReadOnlyList<CredentialFile>? files, string? publicKey) =>
        [.. (files ?? []).Select(one => ToCredential(one, publicKey))];

    static SandboxCredential ToCredential(CredentialFile file, string? publicKey) => new(file.Dialect, file.Name)
    {
        Key = file.Key,
        Secret = file.Secret,
        PublicKey = file.HasPublicKey ? PublicKey(publicKey!) : null,
        Price = file.Price is { } price ? ToMoney(price) : null,
        CallbackUrl = file.CallbackUrl,
        Quirks = file.Quirks ?? [],
        PayingAccount = file.PayingAccount is { } account
            ? new(account.Id, ToMoney(account.Balance))
            : null,
    };

    static byte[] PublicKey(string file)
    {
        using var key = RSA.Create();
        key.ImportFromPem(ReadText(file));
        return key.ExportSubjectPublicKeyInfo();
    }

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

        var publicKey = PublicKey(partner.SnapPublicKey!);
        yield return new(dialect, credential.ClientId, credential.ClientSecret, publicKey, credential.CallbackUrl)
        {
            Quirks = credential.Quirks ?? [],
        };
    }

    static SandboxWorldBill ToBill(BillFile file) => new(
        Biller: "toko-maju",
        file.VaNumber,
        Enum.Parse<BillType>(file.Type, ignoreCase: true),
        file.Hash,
        new(file.Customer, file.Email, file.Phone, file.Address),
        file.Name,
        file.Description,
        file.ExtDescription,
        ToMoney(file.Total),
        ToMoney(file.Paid),
        file.ValidUntil,
        file.ValidYears,
        (file.ComponentId, file.ComponentName ?? file.Name));

    static SandboxChannel ToChannel(ChannelFile file) =>
        new(file.Id, file.Name, file.ApiKey, file.Addresses, file.MustSign, file.Limits, file.MissBudget)
        {
            Credentials = ToCredentials(file.Credentials, file.SnapPublicKey),
        };

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
    SnapFile? PaydiaUtc = null,
    SingaPayFile? Singapay = null,
    BillerFile? Biller = null,
    IReadOnlyList<CredentialFile>? Credentials = null);

sealed record CredentialFile(
    string Dialect,
    string Name,
    string? Key = null,
    string? Secret = null,
    bool HasPublicKey = false,
    string? Price = null,
    string? CallbackUrl = null,
    IReadOnlyList<string>? Quirks = null,
    PayingAccountFile? PayingAccount = null);

sealed record PayingAccountFile(string Id, string Balance);

sealed record SingaPayFile(
    string PartnerId,
    string ClientId,
    string ClientSecret,
    string AccountId,
    string FeeName,
    string Fee,
    string? CallbackUrl = null);

sealed record SnapFile(
    string ClientId, string ClientSecret, string? CallbackUrl = null, IReadOnlyList<string>? Quirks = null);

sealed record BillFile(
    string VaNumber,
    string Type,
    string Customer,
    string Name,
    string Total,
    string Paid = "0.00",
    string? Hash = null,
    string? Email = null,
    string? Phone = null,
    string? Address = null,
    string? Description = null,
    string? ExtDescription = null,
    string? ComponentId = null,
    string? ComponentName = null,
    DateTimeOffset? ValidUntil = null,
    int? ValidYears = null);

sealed record ChannelFile(
    string Id,
    string Name,
    string ApiKey,
    IReadOnlyList<string> Addresses,
    bool MustSign,
    bool Limits,
    int? MissBudget = null,
    string? SnapPublicKey = null,
    IReadOnlyList<CredentialFile>? Credentials = null);

sealed record BillerFile(string ApiKey, string? CallbackUrl = null);

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
[JsonSerializable(typeof(ChannelFile[]))]
sealed partial class WorldJson : JsonSerializerContext;
