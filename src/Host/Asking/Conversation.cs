using System.Text.Encodings.Web;
using System.Text.Json;
using Periksa.Host.Verbs;
using Periksa.Wire.Http;

namespace Periksa.Host.Asking;

/// <summary>A caller's talk with a gateway, in one dialect.</summary>
sealed class Conversation(AskedDialect dialect, KnownCaller caller, Uri gateway, TimeProvider clock) : IDisposable
{
    const int TimeoutSeconds = 60;

    readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(TimeoutSeconds) };

    /// <summary>Opens one where the options say.</summary>
    /// <exception cref="SettingsException">The options make no sense.</exception>
    public static async Task<Conversation> Open(
        AskedDialect dialect, string? url, string? credential, string? key)
    {
        var settings = Settings.Builder().Configuration;
        var caller = await KnownCaller.Read(dialect.Name, credential, key);
        return new(dialect, caller, Gateway(dialect, url, settings), TimeProvider.System);
    }

    /// <summary>Where a dialect is served, with its prefix and without a slash at the end.</summary>
    /// <param name="url">Where the gateway is; <c>null</c> for where the settings say.</param>
    /// <exception cref="SettingsException">It is no URL.</exception>
    public static Uri Gateway(AskedDialect dialect, string? url, IConfiguration settings)
    {
        url ??= Settings.Url(settings);
        var (prefix, _) = Settings.Of(Dialects.All.Single(one => one.Name == dialect.Name), settings);
        return Uri.TryCreate($"{url.TrimEnd('/')}{prefix}", UriKind.Absolute, out var gateway)
            && gateway is { Scheme: "http" or "https", Query: "", Fragment: "" }
                ? gateway
                : throw Given.Misused($"'{url}' is no URL of a gateway: write it like {Settings.DefaultUrl}.");
    }

    /// <summary>Asks whose account it is.</summary>
    /// <param name="bank">Its code; for IPG, the number of what is asked about.</param>
    public async Task<WireAnswer> Inquire(string bank, string account, CancellationToken cancel)
    {
        if (dialect.IsIpg)
            return await Send(Signing.SignIpg(dialect, caller, BillQuestion(bank)), cancel);

        if (dialect.Manner is Manner.Keyed)
            return await Send(KeyedQuestion(dialect, caller.Name, caller.Secret, gateway, bank, account), cancel);

        var question = Question(dialect, gateway, bank, account);
        var (answer, token) = await AskToken(cancel);
        return token is null
            ? answer
            : await Send(
                Signing.Sign(dialect, caller, question, token, Signing.Stamp(dialect, clock.GetUtcNow())), cancel);
    }

    /// <summary>The question of whose account it is, with a key.</summary>
    /// <param name="gateway">With its prefix.</param>
    public static WireRequest KeyedQuestion(
        AskedDialect dialect, string name, string secret, Uri gateway, string bank, string account) =>
        Question(dialect, gateway, bank, account).With((dialect.UserHeader, name), ("x-api-key", secret));

    /// <summary>Gets an access token.</summary>
    /// <returns>What was answered, and the token; <c>null</c> where there is none in it.</returns>
    public async Task<(WireAnswer Answer, string? Token)> AskToken(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var question = TokenQuestion(dialect, gateway);
        var answer = await Send(
            Signing.SignToken(dialect, caller, question, Signing.Stamp(dialect, now), now), cancel);
        return (answer, FindToken(answer.Body));
    }

    /// <summary>The request for an access token, unsigned.</summary>
    /// <param name="gateway">With its prefix.</param>
    public static WireRequest TokenQuestion(AskedDialect dialect, Uri gateway)
    {
        var name = dialect.Manner is Manner.SingaPay ? "grant_type" : "grantType";
        var body = Json(json => json.WriteString(name, "client_credentials"));
        return new("POST", At(gateway, dialect.TokenPath!), body);
    }

    async Task<WireAnswer> Send(WireRequest request, CancellationToken cancel)
    {
        try
        {
            using var message = request.ToMessage();
            using var answer = await _http.SendAsync(message, cancel);
            var isAdvised = answer.Headers.TryGetValues(RefusedRequests.AdviceHeader, out var advice);
            return new(
                (int)answer.StatusCode,
                await answer.Content.ReadAsStringAsync(cancel),
                isAdvised ? string.Join(' ', advice!) : null);
        }
        catch (HttpRequestException e)
        {
            throw new SettingsException(
                $"Nobody answers at {gateway}: start 'periksa serve' there, or say with --url where one is. "
                + e.Message);
        }
        catch (TaskCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new SettingsException($"{gateway} has not answered in {TimeoutSeconds} seconds: look at its log.");
        }
    }

    static WireRequest Question(AskedDialect dialect, Uri gateway, string bank, string account) =>
        new("POST", At(gateway, dialect.InquiryPath), Body(dialect, bank, account));

    // A bank asks about a virtual account, a biller about a bill of its own.
    WireRequest BillQuestion(string number) => dialect.Manner is Manner.Biller
        ? new("GET", At(gateway, $"{dialect.InquiryPath}/{Uri.EscapeDataString(number)}"), []) { Headers = [] }
        : new("POST", At(gateway, dialect.InquiryPath), Json(json =>
        {
            json.WriteString("va_number", number);
            json.WriteString("ref_id", Signing.NewNumber());
            json.WriteString("terminal_id", "other");
            json.WriteString("transaction_date", FormattableString.Invariant(
                $"{clock.GetUtcNow().ToOffset(BusinessDay.Wib):yyyy-MM-dd HH:mm:ss}"));
        }));

    static byte[] Body(AskedDialect dialect, string bank, string account) => Json(json =>
    {
        switch (dialect.Name)
        {
            case "paydia":
                WriteReference(json);
                WriteAmount(json);
                json.WriteString("beneficiaryAccountNumber", account);
                json.WriteStartObject("additionalInfo");
                json.WriteString("beneficiaryBankCode", bank);
                json.WriteEndObject();
                break;
            case "ifortepay" or "snap":
                WriteReference(json);
                json.WriteString("beneficiaryBankCode", bank);
                json.WriteString("beneficiaryAccountNo", account);
                if (dialect.Name is "ifortepay")
                    WriteIsAccount(json);

                break;
            case "singapay":
                json.WriteString("bank_code", bank);
                json.WriteString("bank_account_number", account);
                break;
            default:
                json.WriteString("bank_code", bank);
                json.WriteString("account_number", account);
                break;
        }
    });

    static void WriteReference(Utf8JsonWriter json) =>
        json.WriteString("partnerReferenceNo", $"ref-{Signing.NewNumber()}");

    static void WriteAmount(Utf8JsonWriter json)
    {
        json.WriteStartObject("amount");
        json.WriteString("value", "10000.00");
        json.WriteString("currency", "IDR");
        json.WriteEndObject();
    }

    static void WriteIsAccount(Utf8JsonWriter json)
    {
        json.WriteStartObject("additionalInfo");
        json.WriteString("isVirtualAccount", "N");
        json.WriteEndObject();
    }

    static byte[] Json(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    static string? FindToken(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var root = json.RootElement;
            if (root.ValueKind is JsonValueKind.Object && root.TryGetProperty("data", out var data))
                root = data;

            return Text(root, "accessToken") ?? Text(root, "access_token");
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static string? Text(JsonElement json, string name) =>
        json.ValueKind is JsonValueKind.Object
        && json.TryGetProperty(name, out var text) && text.ValueKind is JsonValueKind.String
            ? text.GetString()
            : null;

    static Uri At(Uri gateway, string path) => new($"{gateway.AbsoluteUri.TrimEnd('/')}{path}");

    public void Dispose() => _http.Dispose();
}
