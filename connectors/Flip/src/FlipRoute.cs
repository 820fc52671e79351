using System.Diagnostics;
using System.Globalization;
using System.Text;
using Periksa.Inquiries;
using Periksa.Wire.Http;
using Periksa.Wire.Upstream;

namespace Periksa.Connectors.Flip;

/// <summary>Asks Flip about one account. It answers at once what it has heard before, and calls back about the
/// rest.</summary>
public sealed class FlipRoute : ICallbackRoute, IMaintainedRoute, IDisposable
{
    readonly FlipRouteOptions _options;
    readonly FlipBanks _banks;
    readonly ProviderClient _provider;
    readonly ProviderClient? _maintenance;
    readonly ApiKeyHash _token;
    readonly string _authorization;

    public FlipRoute(FlipRouteOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(options.ValidationToken);
        _options = options;
        _banks = new(options.BankCodes);
        _provider = new(options.ServiceBase, options.Connection);
        _maintenance = options.MaintenanceUrl is { } url ? new(url, options.Connection) : null;
        _token = new(ApiKeyHash.Digest(options.ValidationToken));
        _authorization = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(options.SecretKey + ":"));
    }

    public RouteName Name => _options.Name;

    public LateMode Late => LateMode.Callback;

    public LateTimes Times => _options.Times;

    public TimeSpan Budget => _options.Budget;

    public async Task<BankReply> Ask(BankQuestion question, CancellationToken cancel)
    {
        var account = question.Account;
        if (_banks.Word(account.BankCode) is not { } bank)
            return new BankReply.NotAsked(RouteFault.Misconfigured, $"It has no word for the bank {account.BankCode}.");

        var key = question.Id.Value.ToString("N", CultureInfo.InvariantCulture);
        return await _provider.Send(Request(account.Number, bank, key), cancel) switch
        {
            ProviderReply.Answered answered => Answers.Read(answered, account, bank, key),
            ProviderReply.NotSent nothing => new BankReply.NotAsked(
                RouteFault.Unreachable, $"There is no connection to it: {nothing.Why}."),
            ProviderReply.Lost => new BankReply.Unclear(),
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>Reads a callback. Flip is told 200 of every one that is its own and can be read, also of a question
    /// that was not asked here.</summary>
    public ProviderCallback Read(CallbackCall call)
    {
        if (call.Body.Length > ProviderClient.BodyBytesMaximum
            || Form.Only(call.Body, "token"u8) is not { } token
            || Form.Only(call.Body, "data"u8) is not { } data)
        {
            return Refuse(400, "It is no form with one token and one data in it.");
        }

        if (!_token.Matches(Encoding.UTF8.GetString(token)))
            return Refuse(401, "Its token is not the validation token of the settings.");

        if (!StrictJson.TryParse(data, FlipJson.Default.InquiryReply, out var wire))
            return Refuse(400, "Its data is not the one object that was promised.");

        return Guid.TryParseExact(wire.InquiryKey, "N", out var id)
            ? new(new(id), Answer(wire), 200, default)
            : new(null, null, 200, default);
    }

    public bool TellsMaintenance => _maintenance is not null;

    /// <summary>Asks <c>GET /general/maintenance</c>. Believed is what is said clearly, and nothing else.</summary>
    public async Task<bool?> IsUnderMaintenance(CancellationToken cancel)
    {
        if (_maintenance is null)
            return null;

        var asked = new ProviderRequest(HttpMethod.Get, "") { Headers = Headers };
        return await _maintenance.Send(asked, cancel) is ProviderReply.Answered { Status: 200 } answered
            && StrictJson.TryParse(answered.Body.Span, FlipJson.Default.MaintenanceReply, out var wire)
                ? wire.Maintenance
                : null;
    }

    public void Dispose()
    {
        _provider.Dispose();
        _maintenance?.Dispose();
    }

    // Whether that is the account that was asked about is seen where the question is known.
    BankReply Answer(InquiryReply wire)
    {
        if (wire.BankCode is not { } bank || wire.AccountNumber.Text is not { } number)
            return new BankReply.Unclear();

        return _banks.Codes(bank).ToArray() switch
        {
            [] => new BankReply.Unclear(),
            [var code] => Answers.ReadWord(wire) with { About = BankAccount.Of(code, number) },
            _ => Answers.ReadWord(wire),   // the key alone tells which of two that Flip sees as one
        };
    }

    ProviderRequest Request(string number, string bank, string key) => new(HttpMethod.Post, _options.Path)
    {
        Headers = Headers,
        ContentType = "application/x-www-form-urlencoded",
        Body = Encoding.ASCII.GetBytes(
            $"account_number={Escape(number)}&bank_code={Escape(bank)}&inquiry_key={key}"),
    };

    KeyValuePair<string, string>[] Headers =>
        [new("Accept", "application/json"), new("Authorization", _authorization)];

    static string Escape(string text) => Uri.EscapeDataString(text);

    static ProviderCallback Refuse(int status, string why) => new(null, null, status, default, why);
}
