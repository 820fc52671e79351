using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Periksa.Disbursements;
using Periksa.Wire.Http;
using Periksa.Wire.SingaPay;
using Periksa.Wire.Upstream;

namespace Periksa.Connectors.SingaPay;

/// <summary>What is sent: a question's body, and the headers that prove who asks.</summary>
internal sealed class Requests(SingaPayOptions options, TimeProvider clock)
{
    const string TokenTarget = "/api/v1.1/access-token/b2b";
    const string BeneficiaryTarget = "/api/v2.0/disbursement/check-beneficiary";
    const string TransferTarget = "/api/v2.0/disbursement/transfer";

    const int NotesLengthMaximum = 100;

    static readonly TimeSpan Jakarta = TimeSpan.FromHours(7);

    readonly string _statusTarget = $"/api/v2.0/disbursement/{options.AccountId}/inquiry-status";
    readonly byte[] _secret = Encoding.UTF8.GetBytes(options.ClientSecret);

    // What a signature covers begins with the path as the server is called, and that may lie below a prefix.
    readonly string _prefix = options.ServiceBase.AbsolutePath.TrimEnd('/');

    /// <summary>Our name for an order, and the same each time: by it the provider refuses to pay one twice.</summary>
    public static string ReferenceOf(PayoutOrder order) => order.Id.Value.ToString("N");

    public ProviderRequest AskForToken()
    {
        var day = DateOnly.FromDateTime(clock.GetUtcNow().ToOffset(Jakarta).DateTime);
        return Post(
            TokenTarget,
            Write(new TokenRequest(Text("client_credentials")), SingaPayRequestJson.Exact.TokenRequest),
            new(Headers.ClientId, options.ClientId),
            new(Headers.Signature, Signature.OfToken(_secret, options.ClientId, day)));
    }

    /// <param name="bank">The provider's word for it.</param>
    public ProviderRequest CheckBeneficiary(string token, string bank, string number) => Post(
        BeneficiaryTarget,
        Write(new BeneficiaryRequest(Text(bank), Text(number)), SingaPayRequestJson.Exact.BeneficiaryRequest),
        Bearer(token));

    public ProviderRequest AskStatus(string token, PayoutOrder order) => Post(
        _statusTarget,
        Write(new StatusRequest(Text(ReferenceOf(order))), SingaPayRequestJson.Exact.StatusRequest),
        Bearer(token));

    /// <param name="bank">The provider's word for it.</param>
    public ProviderRequest Transfer(string token, PayoutOrder order, string bank)
    {
        var body = Write(
            new TransferRequest(
                Text(options.AccountId),
                Text(ReferenceOf(order)),
                new(AmountOf(order.Amount), IsMistyped: false),
                Text(bank),
                Text(order.Beneficiary.Number),
                NotesOf(order.Notes)),
            SingaPayRequestJson.Exact.TransferRequest);
        var stamp = clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signed = new SignedRequest(HttpMethod.Post.Method, _prefix + TransferTarget, token, body, stamp);
        return Post(
            TransferTarget,
            body,
            Bearer(token),
            new(Headers.Signature, Signature.OfRequest(_secret, signed)),
            new(Headers.Timestamp, stamp));
    }

    ProviderRequest Post(
        string target, byte[] body, params IReadOnlyList<KeyValuePair<string, string>> headers) => new(
        HttpMethod.Post, target)
    {
        Headers = [new(Headers.Accept, "application/json"), new(Headers.PartnerId, options.PartnerId), .. headers],
        ContentType = "application/json",
        Body = body,
    };

    static KeyValuePair<string, string> Bearer(string token) => new(Headers.Authorization, $"Bearer {token}");

    // The shortest text of a number: a server that reads it and writes it anew for its signature has the same.
    static string AmountOf(Money amount)
    {
        var text = amount.ToString();
        return text.TrimEnd('0').TrimEnd('.');
    }

    // They are for people. What servers may write in several ways, and would sign otherwise, is a space.
    static WireText NotesOf(string? notes)
    {
        if (notes is null)
            return default;

        static bool IsPlain(char one) => !char.IsControl(one) && one is not ('\u2028' or '\u2029');
        var plain = string.Concat(notes.Select(one => IsPlain(one) ? one : ' ')).Trim();
        return plain.Length > 0 ? Text(Characters.First(plain, NotesLengthMaximum)) : default;
    }

    static WireText Text(string text) => new(text, IsMistyped: false);

    static byte[] Write<T>(T body, JsonTypeInfo<T> type) => JsonSerializer.SerializeToUtf8Bytes(body, type);
}
