using System.Text.Json;
using System.Text.Json.Serialization;

namespace Periksa.Inquiries;

/// <summary>An intent as it is kept with an open inquiry: a text in JSON.</summary>
static class IntentColumn
{
    public static string? Write(Intent? intent) => intent is null
        ? null
        : JsonSerializer.Serialize(
            new IntentText(
                intent.Amount?.Minor, intent.Purpose, intent.SourceAccount, intent.SenderName, intent.ExpectedName,
                intent.DeviceId),
            IntentJson.Default.IntentText);

    public static Intent? Read(string? column) =>
        column is null || JsonSerializer.Deserialize(column, IntentJson.Default.IntentText) is not { } text
            ? null
            : new()
            {
                Amount = text.Amount is { } sen ? new(sen, Currency.Idr) : null,
                Purpose = text.Purpose,
                SourceAccount = text.SourceAccount,
                SenderName = text.SenderName,
                ExpectedName = text.ExpectedName,
                DeviceId = text.DeviceId,
            };
}

/// <param name="Amount">In sen.</param>
sealed record IntentText(
    long? Amount, string? Purpose, string? SourceAccount, string? SenderName, string? ExpectedName, string? DeviceId);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(IntentText))]
sealed partial class IntentJson : JsonSerializerContext;
