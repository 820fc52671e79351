using System.Net;
using System.Text.RegularExpressions;
using OtpNet;

namespace Periksa.EndToEnd.Tests;

/// <summary>A browser at a console: it keeps cookies, sends forms as pages have them, and follows nothing by
/// itself.</summary>
sealed partial class Browser(HostProcess host) : IDisposable
{
    const string Session = "__Host-periksa-session";

    readonly HttpClient _client = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false })
    {
        BaseAddress = host.OperatorAddress,
    };

    /// <summary>As it was set: its attributes are kept aside.</summary>
    public Dictionary<string, string> Cookies { get; } = [];

    /// <summary>What it, or a proxy before it, sends with every request.</summary>
    public Dictionary<string, string> Headers { get; } = [];

    public string SetCookies { get; private set; } = "";

    public string? SessionCookie => Cookies.GetValueOrDefault(Session);

    public Task<Shown> Get(string path) => Send(new(HttpMethod.Get, $"/console/{path}"));

    /// <summary>Looks at a page, and sends a form that is on it.</summary>
    public async Task<Shown> Submit(string page, string action, params (string Name, string Value)[] fields) =>
        await Post(action, (await Get(page)).Token, fields);

    public Task<Shown> Post(string path, string? token, params (string Name, string Value)[] fields)
    {
        var all = fields.Select(field => KeyValuePair.Create(field.Name, field.Value));
        return Send(new(HttpMethod.Post, $"/console/{path}")
        {
            Content = new FormUrlEncodedContent(token is null ? all : all.Append(new("_form", token))),
        });
    }

    public async Task<Shown> SignIn(string name, string password, string code, string back = "") =>
        await Submit("sign-in", "sign-in", ("name", name), ("password", password), ("code", code), ("back", back));

    /// <summary>Takes an invitation up.</summary>
    /// <returns>The secret that the phone has from then on.</returns>
    public async Task<byte[]> TakeUp(string link, string password)
    {
        var path = new Uri(link).AbsolutePath["/console/".Length..];
        var secret = Base32Encoding.ToBytes((await Get(path)).Is(HttpStatusCode.OK).Match(SecretText));
        (await Submit(path, path, ("password", password), ("again", password), ("code", Code(secret))))
            .Is(HttpStatusCode.SeeOther);
        return secret;
    }

    public static string Code(byte[] secret, int later = 0) =>
        new Totp(secret).ComputeTotp(TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(30 * later));

    async Task<Shown> Send(HttpRequestMessage request)
    {
        if (Cookies.Count > 0)
            request.Headers.Add("Cookie", string.Join("; ", Cookies.Select(one => $"{one.Key}={one.Value}")));

        foreach (var (name, value) in Headers)
            request.Headers.Add(name, value);

        using var response = await _client.SendAsync(request);
        if (response.Headers.TryGetValues("Set-Cookie", out var set))
        {
            SetCookies = string.Join('\n', set);
            foreach (Match cookie in Cookie.Matches(SetCookies))
            {
                if (cookie.Groups[2].Value.Length == 0)
                    Cookies.Remove(cookie.Groups[1].Value);
                else
                    Cookies[cookie.Groups[1].Value] = cookie.Groups[2].Value;
            }
        }

        return new(
            response.StatusCode, await response.Content.ReadAsStringAsync(), $"{response.Headers.Location}");
    }

    public void Dispose() => _client.Dispose();

    [GeneratedRegex("^([^=;]+)=([^;]*)", RegexOptions.Multiline)]
    private static partial Regex Cookie { get; }

    [GeneratedRegex("<code>([A-Z2-7]{32})</code>")]
    private static partial Regex SecretText { get; }
}

/// <summary>What a browser was shown.</summary>
/// <param name="Location">Where it is sent on to.</param>
sealed partial record Shown(HttpStatusCode Status, string Text, string Location)
{
    /// <summary>The page's token against forgery.</summary>
    public string Token => Match(Form);

    public string Match(Regex what) => WebUtility.HtmlDecode(
        what.Match(Text) is { Success: true } match ? match.Groups[1].Value : throw new InvalidDataException(
            $"{(int)Status}, and no {what} in {Text}"));

    public Shown Is(HttpStatusCode status)
    {
        Assert.True(Status == status, $"{(int)Status} instead of {(int)status}: {Text}");
        return this;
    }

    /// <summary>Has nothing but the way to sign in.</summary>
    public Shown LeadsToSignIn()
    {
        Is(HttpStatusCode.Redirect);
        Assert.StartsWith("/console/sign-in", Location, StringComparison.Ordinal);
        Assert.Equal("", Text);
        return this;
    }

    [GeneratedRegex("name=\"_form\" value=\"([^\"]+)\"")]
    private static partial Regex Form { get; }
}
