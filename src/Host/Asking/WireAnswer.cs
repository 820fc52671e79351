using System.Text.Json;

namespace Periksa.Host.Asking;

/// <summary>What a gateway answered.</summary>
/// <param name="Advice">What a sandbox says to do about a refusal; <c>null</c> for nothing.</param>
sealed record WireAnswer(int Status, string Body, string? Advice)
{
    // The only code of Sento and OY that is no refusal; they say all of them with HTTP 200.
    const string Welcome = "000";

    /// <exception cref="SettingsException">It is a refusal.</exception>
    public void MustBeWelcome()
    {
        if (Status < 400 && (KeyedCode() ?? Welcome) == Welcome)
            return;

        throw new SettingsException(
            $"That was refused, with HTTP {Status}. "
            + (Advice ?? "The code in the answer says why: the dialect's README lists them."));
    }

    string? KeyedCode()
    {
        try
        {
            using var json = JsonDocument.Parse(Body);
            return json.RootElement.ValueKind is JsonValueKind.Object
                && json.RootElement.TryGetProperty("status", out var status)
                && status.ValueKind is JsonValueKind.Object
                && status.TryGetProperty("code", out var code) && code.ValueKind is JsonValueKind.String
                    ? code.GetString()
                    : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
