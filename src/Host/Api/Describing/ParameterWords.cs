using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Periksa.Operators;

namespace Periksa.Host.Api.Describing;

/// <summary>What the parameters of paths and queries mean.</summary>
static class ParameterWords
{
    sealed record Word(string Words, string Example, OpenApiSchema? Schema = null);

    /// <summary>In a path: by what stands before it, and its name.</summary>
    static readonly Dictionary<string, Word> OfPaths = new()
    {
        ["partners/id"] = new("The partner's id.", "toko-maju"),
        ["credentials/dialect"] = new("The dialect that the credential is for.", "sento"),
        ["dialect/name"] = new("The credential's name: what its caller says it is called.", "tokomaju"),
        ["inquiries/id"] = new("The inquiry's id, as its caller was told.", "0198c0de-4a5b-7c21-a1f0-b2d3e4f50617"),
        ["callbacks/id"] = new("The callback's id.", "17"),
        ["deposits/to"] = new("A partner's id, for its deposit, or a paying account's.", "toko-maju"),
        ["routes/name"] = new("What the connector is called in the settings.", "iluma"),
        ["invoices/id"] = new("The invoice's id.", "0198c0de-4a5b-7c21-a1f0-b2d3e4f50617"),
        ["bills/hash"] = new("The bill's hash.", "x24da1dF"),
        ["disbursements/id"] = new("The disbursement's id, or its transaction's.", "1204202612241800001"),
        ["prefixes/prefix"] = new("The first six digits of virtual accounts.", "867302"),
        ["tokenkeys/id"] = new("The signing key's id.", "9f86d081884c7d65"),
        ["locks/pid"] = new("The number of the session's process, as the list has it.", "3876", Number),
        ["remarks/id"] = new("The remark's id.", "12"),
        ["operators/name"] = new("What the operator is called.", "ayu"),
        ["sessions/id"] = new(
            "The session's id, as its operator's sessions show it.", "0b1f6c9e-5d8a-4c55-9c1e-7a2d3f405162"),
        ["apikeys/id"] = new("The key's id: the twelve signs in its middle.", "k3x9q2m7ab4d"),
    };

    /// <summary>In a query: by its name, or by the list it is asked of and its name where it means something else
    /// there.</summary>
    static readonly Dictionary<string, Word> OfQueries = new()
    {
        ["cursor"] = new("The `next_cursor` of the page before; left out: from the beginning.", ""),
        ["limit"] = new("How many at most; 100 unless it is said.", "50", Limit),
        ["reveal"] = new("True: with personal data, which takes the scope reveal, and is audited.", "false", Truth),
        ["partner"] = new("Only this partner's.", "toko-maju"),
        ["from"] = new("From this moment on.", "2026-12-24T18:00:00+07:00", Moment),
        ["to"] = new("Before this moment.", "2026-12-24T19:00:00+07:00", Moment),
        ["dialect"] = new("Only in this dialect.", "ifortepay"),
        ["since"] = new("From this moment on.", "2026-12-24T18:00:00+07:00", Moment),
        ["search"] = new("How the id or the name begins, in whatever case.", "toko"),
        ["subject"] = new("Only what was done to this, such as partner:toko-maju.", "partner:toko-maju"),
        ["bank"] = new("The bank's code on the bank list.", "014"),
        ["account"] = new("The account's number, as it was asked about.", "1234567890"),
        ["reference"] = new("What its caller called it.", "INV-2026-0001"),
        ["inquiries/id"] = new("The inquiry's id, as its caller was told.", "0198c0de-4a5b-7c21-a1f0-b2d3e4f50617"),
        ["va_number"] = new("The virtual account's number, 16 digits.", "8673011234567890"),
        ["invoice_number"] = new("The biller's own number of the bill.", "INV-2026-0001"),
        ["invoices/month"] = new("Only of this month, instead of from and to.", "2026-12"),
        ["invoices/from"] = new("The first WIB day.", "2026-12-01", Day),
        ["invoices/to"] = new("The last WIB day.", "2026-12-31", Day),
        ["invoices/state"] = new("Only those in this state.", "unpaid", OneOf("initiated", "unpaid", "paid")),
        ["disbursements/state"] = new("Only those in this state; `open`: of which the end is not known.", "open"),
        ["callbacks/state"] = new("Only those in this state.", "parked", OneOf("waiting", "delivered", "parked")),
    };

    static OpenApiSchema Text => new() { Type = JsonSchemaType.String };

    static OpenApiSchema Number => new() { Type = JsonSchemaType.Integer };

    static OpenApiSchema Truth => new() { Type = JsonSchemaType.Boolean };

    static OpenApiSchema Moment => new() { Type = JsonSchemaType.String, Format = "date-time" };

    static OpenApiSchema Day => new() { Type = JsonSchemaType.String, Format = "date" };

    static OpenApiSchema Limit => new()
    {
        Type = JsonSchemaType.Integer,
        Minimum = "1",
        Maximum = FormattableString.Invariant($"{Page<Problem>.LimitMaximum}"),
    };

    public static void Describe(OpenApiParameter parameter, PathTraits path)
    {
        var name = parameter.Name!;
        var word = parameter.In is ParameterLocation.Path
            ? OfPaths.GetValueOrDefault($"{path.Before(name)}/{name}")
            : OfQueries.GetValueOrDefault($"{path.Collection}/{name}") ?? OfQueries.GetValueOrDefault(name);
        parameter.Schema = word?.Schema ?? Text;
        parameter.Description = word?.Words;
        parameter.Example = word is null || word.Example.Length == 0 ? null
            : word.Schema is { Type: JsonSchemaType.Integer or JsonSchemaType.Boolean } ? JsonNode.Parse(word.Example)
            : JsonValue.Create(word.Example);
    }

    static OpenApiSchema OneOf(params string[] words) => new()
    {
        Type = JsonSchemaType.String,
        Enum = [.. words.Select(word => JsonValue.Create(word))],
    };
}
