using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Periksa.Inquiries;
using Periksa.Wire.Http;
using Periksa.Wire.Ipg;
using Periksa.Wire.Upstream;

namespace Periksa.Connectors.Ipg;

/// <summary>Asks another gateway of IPG's about one virtual account. To ask what is owed costs nothing and changes
/// nothing, so it may be asked again.</summary>
public sealed class IpgRoute(IpgRouteOptions options) : IRoute, IDisposable
{
    const int VaNumberDigits = 16;

    readonly ProviderClient _provider = new(options.ServiceBase, options.Connection);
    readonly byte[] _key = Encoding.UTF8.GetBytes(options.ApiKey);

    public RouteName Name => options.Name;

    public LateMode Late => options.Late;

    public LateTimes Times => options.Times;

    public bool IsOfVirtualAccounts => true;

    public TimeSpan Budget => options.Budget;

    public async Task<BankReply> Ask(BankQuestion question, CancellationToken cancel)
    {
        var account = question.Account;
        if (account.Number.Length != VaNumberDigits || !account.Number.All(char.IsAsciiDigit))
            return new BankReply.NotFound(AccountAbsence.Unknown);   // it has no other kind of number

        return await _provider.Send(Request(question), cancel) switch
        {
            ProviderReply.Answered answered => Answers.Read(answered, account),
            ProviderReply.NotSent nothing => new BankReply.NotAsked(
                RouteFault.Unreachable, $"There is no connection to it: {nothing.Why}."),
            ProviderReply.Lost => new BankReply.Unclear(),
            _ => throw new UnreachableException(),
        };
    }

    public void Dispose() => _provider.Dispose();

    // The same bytes whenever it is asked.
    ProviderRequest Request(BankQuestion question)
    {
        var asked = new InquiryRequest(
            Text(question.Account.Number),
            Text(question.Id.Value.ToString("N", CultureInfo.InvariantCulture)),
            Text(null),
            Text(question.AskedAt.ToOffset(BusinessDay.Wib).ToString(
                Channels.DateFormat, CultureInfo.InvariantCulture)));
        var body = JsonSerializer.SerializeToUtf8Bytes(asked, IpgJson.Exact.InquiryRequest);
        List<KeyValuePair<string, string>> headers =
            [new("Accept", "application/json"), new(Signatures.Header, Signatures.Of(_key, body))];
        if (options.ClientName is { } name)
            headers.Add(new(Channels.ClientHeader, name));

        return new(HttpMethod.Post, options.Path)
        {
            Headers = headers,
            ContentType = "application/json",
            Body = body,
        };
    }

    static WireText Text(string? text) => new(text, IsMistyped: false);
}
