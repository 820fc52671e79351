using Periksa.Inquiries;
using Periksa.Wire.Http;
using Periksa.Wire.Upstream;

namespace Periksa.Connectors.Iluma;

/// <summary>Callbacks: verified first, and only then read. They are told 200 whenever they are Iluma's and can be read,
/// also about a question that was not asked here.</summary>
internal sealed class Callbacks(IlumaRouteOptions options, IlumaBanks banks)
{
    const string Header = "X-CALLBACK-TOKEN";

    readonly ApiKeyHash? _token =
        options.CallbackToken is { } token ? new ApiKeyHash(ApiKeyHash.Digest(token)) : null;

    public ProviderCallback Read(CallbackCall call)
    {
        if (_token is not { } known || call.Header(Header) is not { } sent || !known.Matches(sent))
            return Refuse(401, "Its token is not the callback token of the settings.");

        if (call.Body.Length > ProviderClient.BodyBytesMaximum
            || !StrictJson.TryParse(call.Body.Span, IlumaJson.Default.DataReply, out var wire))
        {
            return Refuse(400, "It is not the one object that was promised.");
        }

        // A reference that is none of ours is somebody else's question, whatever its id.
        if (wire.ReferenceId is { } reference)
        {
            return Guid.TryParseExact(reference, "N", out var id)
                ? new(new(id), Answer(wire), 200, default) { ProviderId = Answers.Id(wire) }
                : new(null, null, 200, default);
        }

        return Answers.Id(wire) is { } named
            ? new(null, Answer(wire), 200, default) { ProviderId = named }
            : new(null, null, 200, default);
    }

    // Whether that is the account that was asked about is seen where the question is known.
    BankReply Answer(DataReply wire)
    {
        var reply = Answers.ReadWord(wire, options.SentName);
        if (wire is { BankCode: null, BankAccountNumber: null })
            return reply;   // the reference or the id alone tells

        if (wire.BankCode is not { } bank || wire.BankAccountNumber is not { } number || !banks.Has(bank))
            return new BankReply.Unclear();

        return banks.Code(bank) is { } code ? reply with { About = BankAccount.Of(code, number) } : reply;
    }

    static ProviderCallback Refuse(int status, string why) => new(null, null, status, default, why);
}
