using System.Net;
using System.Text.RegularExpressions;

namespace Periksa.EndToEnd.Tests;

/// <summary>A browser at the console that runs no script: it keeps cookies, goes where it is sent, and sends forms as
/// they stand on their pages.</summary>
sealed partial class ConsoleClient : IDisposable
{
    readonly SocketsHttpHandler _handler = new() { AllowAutoRedirect = false };
    readonly HttpClient _browser;
    readonly Uri _console;

    public ConsoleClient(HostProcess host, string language = "en")
    {
        _browser = new(_handler);
        _browser.DefaultRequestHeaders.Add("Accept-Language", language);
        _console = new Uri(host.OperatorAddress, "/console/");
    }

    /// <param name="path">Below <c>/console/</c>, as links on pages are.</param>
    public async Task<ConsolePage> Get(string path)
    {
        using var response = await _browser.GetAsync(new Uri(_console, path));
        return await Read(response);
    }

    /// <summary>The page, which must be there.</summary>
    public async Task<ConsolePage> See(string path) => (await Get(path)).Is(HttpStatusCode.OK);

    /// <summary>Sends a form of a page, and follows to where that leads.</summary>
    /// <param name="action">Which one, by where it is sent to.</param>
    /// <param name="fields">What is filled in; the rest is sent as it stands there.</param>
    public Task<ConsolePage> Send(ConsolePage page, string action, params (string Name, string Value)[] fields) =>
        SendFields(action, [.. page.Hidden(action).Concat(fields)]);

    /// <summary>Sends what no page may have made.</summary>
    public async Task<ConsolePage> SendFields(string action, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(
            fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var response = await _browser.PostAsync(new Uri(_console, action), form);
        if (response.StatusCode is not HttpStatusCode.SeeOther)
            return await Read(response);

        using var next = await _browser.GetAsync(new Uri(_console, response.Headers.Location!));
        return await Read(next);
    }

    static async Task<ConsolePage> Read(HttpResponseMessage response) => new(
        response.StatusCode,
        await response.Content.ReadAsStringAsync(),
        response.Headers.CacheControl?.NoStore is true);

    public void Dispose()
    {
        _browser.Dispose();
        _handler.Dispose();
    }
}

/// <summary>A page of the console, as it came.</summary>
/// <param name="IsForgotten">True if a browser keeps no copy of it.</param>
sealed partial record ConsolePage(HttpStatusCode Status, string Html, bool IsForgotten)
{
    /// <summary>What a reader sees, without what it is made of.</summary>
    public string Text => WebUtility.HtmlDecode(Tag.Replace(Html, " "));

    public ConsolePage Is(HttpStatusCode status)
    {
        Assert.True(Status == status, $"{(int)Status} instead of {(int)status}: {Text}");
        return this;
    }

    public ConsolePage Shows(params string[] texts)
    {
        Assert.All(texts, text => Assert.Contains(text, Text, StringComparison.Ordinal));
        return this;
    }

    /// <summary>A form's hidden fields, its token among them.</summary>
    public (string Name, string Value)[] Hidden(string action)
    {
        var form = Form.Matches(Html).FirstOrDefault(
            one => WebUtility.HtmlDecode(one.Groups["action"].Value) == action);
        Assert.True(form is not null, $"No form is sent to {action}: {Text}");
        return
        [
            .. from field in Field.Matches(form.Groups["body"].Value)
               select (Decoded(field, "name"), Decoded(field, "value")),
        ];
    }

    static string Decoded(Match match, string group) => WebUtility.HtmlDecode(match.Groups[group].Value);

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag { get; }

    [GeneratedRegex(
        """<form method="post" action="(?<action>[^"]*)".*?>(?<body>.*?)</form>""", RegexOptions.Singleline)]
    private static partial Regex Form { get; }

    [GeneratedRegex("""<input type="hidden" name="(?<name>[^"]*)" value="(?<value>[^"]*)" />""")]
    private static partial Regex Field { get; }
}
