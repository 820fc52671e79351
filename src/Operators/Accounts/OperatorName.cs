using System.Text.RegularExpressions;

namespace Periksa.Operators.Accounts;

/// <summary>What operators are called: in whatever case it is typed, it is the same.</summary>
static partial class OperatorName
{
    /// <summary>The name as it is kept; <c>null</c> where it is none.</summary>
    public static string? TryRead(string text)
    {
        var name = text.Trim().ToLowerInvariant();
        return Form.IsMatch(name) ? name : null;
    }

    public static Refusal Refuse(string text) => Refusal.Invalid(
        $"'{Words.Shown(text)}' is no operator's name: write 1 to 100 letters and digits of ASCII and . _ @ + -, like "
        + "ayu or ayu@example.com.");

    public static Refusal NotFound(string text) =>
        Refusal.NotFound($"No operator is called {Words.Shown(text)}: 'periksa operator list' shows them.");

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9._@+-]{0,99}\z")]
    private static partial Regex Form { get; }
}
