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
        [.. Read("accounts.json", WorldJson.Default.AccountFileArray).Select(ToAccount)]);

    static T Read<T>(string file, JsonTypeInfo<T> type)
    {
        using var data = typeof(World).Assembly.GetManifestResourceStream(file)!;
        return JsonSerializer.Deserialize(data, type)!;
    }

    static SandboxPartner ToPartner(PartnerFile file) => new(
        file.Id,
        file.Name,
        file.Active,
        ToMoney(file.Deposit),
        file.Limits,
        new(file.Sento.Username, file.Sento.ApiKey, ToMoney(file.Sento.Price)));

    static SandboxWorldAccount ToAccount(AccountFile file) =>
        new(file.BankCode, file.Number, file.HolderName, file.Status);

    static Money ToMoney(string text) => Money.TryParse(text, Currency.Idr, out var money)
        ? money
        : throw new FormatException($"The sandbox world has an amount of '{text}'; write it like 1000.00.");
}

// The files, word for word.

sealed record PartnerFile(string Id, string Name, bool Active, string Deposit, bool Limits, SentoFile Sento);

sealed record SentoFile(string Username, string ApiKey, string Price);

sealed record AccountFile(string BankCode, string Number, string HolderName, string Status);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectRequiredConstructorParameters = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(PartnerFile[]))]
[JsonSerializable(typeof(AccountFile[]))]
sealed partial class WorldJson : JsonSerializerContext;
