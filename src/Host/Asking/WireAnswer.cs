using System.Text.Json;

namespace Periksa.Host.Asking;

/// <summary>What a gateway answered.</summary>
/// <param name="Advice">What a sandbox says to do about a refusal; <c>null</c> for nothing.</param>
sealed record WireAnswer(int Status, string Body, string? Advice)
{
    // The only codes of Sento and OY, and of IPG, that are no refusal; they say all of them with HTTP 200.
    static readonly string[] Welcome = ["000", "SUCCESS"];

    /// <exception cref="SettingsException">It is a refusal.</exception>
    public void MustBeWelcome()
    {
        if (Status < 400 && (Code() is not { } code || Welcome.Contains(code)))
            return;

        throw new SettingsException(
            $"That was refused, with HTTP {Status}. "
            + (Advice ?? "The code in the answer says why: the dialect's README lists them."));
    }

    // In status.code, or in rc.
    string? Code()
    {
        try
        {
            using var json = JsonDocument.Parse(Body);
            var answer = json.RootElement;
            if (answer.ValueKind is not JsonValueKind.Object)
                return null;

            var isKeyed = answer.TryGetProperty("status", out var status) && status.ValueKind is JsonValueKind.Object;
            return (isKeyed ? status : answer).TryGetProperty(isKeyed ? "code" : "rc", out var code)
                && code.ValueKind is JsonValueKind.String
                    ? code.GetString()
                    : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
