using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Periksa.Host.Verbs;
using Periksa.Operators;
using Periksa.Operators.Repeats;

namespace Periksa.Host.Pages;

/// <summary>A form of ours that was sent, by whom, field by field.</summary>
sealed class SentForm
{
    /// <summary>Where what makes a form one of its own stands: sent twice, it is done once.</summary>
    public const string OnceField = "once";

    const int OnceLength = 32;

    readonly IFormCollection _fields;

    SentForm(HttpContext http)
    {
        _fields = http.Request.Form;
        Actor = ConsoleCall.Of(http).Actor with { Once = ReadOnce(http.Request) };
    }

    public Actor Actor { get; }

    /// <summary>Why, for the audit trail; <c>null</c> where that is not said.</summary>
    public string? Reason => Text("reason");

    /// <summary>The version that was looked at; <c>null</c> for whichever there is.</summary>
    public long? Version =>
        long.TryParse(Text("version"), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : null;

    /// <summary>What stands in a field, without the spaces around it; <c>null</c> for nothing.</summary>
    public string? Text(string field) =>
        (string?)_fields[field] is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

    public bool IsTicked(string field) => _fields[field].Contains("true");

    /// <summary>Every value of a field that may stand there often.</summary>
    public IReadOnlyList<string> Texts(string field) => [.. _fields[field].OfType<string>()];

    /// <summary>A whole number; <c>null</c> for none.</summary>
    /// <exception cref="SettingsException">It is something else.</exception>
    public int? Limit(string field) => Text(field) is { } text ? Given.ReadLimit(text) : null;

    /// <summary>An amount of rupiah.</summary>
    /// <exception cref="SettingsException">It is none.</exception>
    public Money Rupiah(string field) => Given.ReadRupiah(Text(field) ?? "");

    /// <summary>Does what a form says, and goes on to a page of ours, or shows what came of it there and
    /// then.</summary>
    /// <param name="path">The page, below <c>/console</c>: where a refusal leads back to, too.</param>
    /// <param name="show">For what is shown once: then there is no other page.</param>
    public static async Task<IResult> Do<T>(
        HttpContext http, string path, Func<SentForm, Task<Outcome<T>>> act, Func<T, IResult>? show = null)
        where T : class
    {
        try
        {
            var outcome = await act(new(http));
            if (outcome.Refusal is { Kind: RefusalKind.Repeated } && show is null)
                return Page.Back(http, path, "repeated");

            return outcome.Done is { } done && show is not null ? show(done) : Page.Done(http, outcome, path);
        }
        catch (SettingsException e)
        {
            return Page.Refused(http, Refusal.Invalid(e.Message), path);
        }
    }

    // With other words in it, it is another form, though a browser has kept the page.
    static OnceKey? ReadOnce(HttpRequest request)
    {
        if ((string?)request.Form[OnceField] is not { Length: OnceLength } once || !once.All(char.IsAsciiHexDigit))
            return null;

        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        digest.AppendData(Encoding.UTF8.GetBytes($"{request.Path}\n"));
        foreach (var (name, values) in request.Form.OrderBy(field => field.Key, StringComparer.Ordinal))
        {
            if (name is not (ConsolePages.TokenField or OnceField))
                digest.AppendData(Encoding.UTF8.GetBytes($"{name.Length} {name} {string.Join('\n', values!)}\n"));
        }

        var of = digest.GetHashAndReset();
        return new($"form:{once}:{Convert.ToHexStringLower(of)}", of);
    }
}
