using Periksa.Inquiries;
using Periksa.Wire.Upstream;

namespace Periksa.Connectors.Iluma;

/// <summary>Settings of a route to Iluma.</summary>
public sealed record IlumaRouteOptions
{
    /// <summary>The route's name in the settings.</summary>
    public required RouteName Name { get; init; }

    /// <summary>The address that the path is put behind, e.g. <c>https://api.iluma.ai</c>.</summary>
    public required Uri ServiceBase { get; init; }

    /// <summary>Proves who we are.</summary>
    public required string ApiKey { get; init; }

    /// <summary>Proves that a callback is Iluma's; <c>null</c> where none is taken.</summary>
    public string? CallbackToken { get; init; }

    /// <summary>Iluma's words for banks, by their codes here. About no other bank it is asked. The usual ones are those
    /// of the largest banks.</summary>
    public IReadOnlyDictionary<string, string> BankCodes { get; init; } = new Dictionary<string, string>
    {
        ["002"] = "BRI",
        ["008"] = "MANDIRI",
        ["009"] = "BNI",
        ["011"] = "DANAMON",
        ["013"] = "PERMATA",
        ["014"] = "BCA",
        ["022"] = "CIMB",
        ["200"] = "BTN",
        ["451"] = "BSI",
    };

    /// <summary>Questions are made at it, and answers are below it by their ids.</summary>
    public string Path { get; init; } = "/v2/identity/bank_account_data_requests";

    /// <summary>The holder's name, which a question has to have. An answer that says it again is unclear, since it may
    /// be no more than an echo.</summary>
    public string SentName { get; init; } = "PERIKSA";

    /// <summary><see cref="LateMode.Create"/>, or <see cref="LateMode.Poll"/> where nobody calls back.</summary>
    public LateMode Late { get; init; } = LateMode.Create;

    public LateTimes Times { get; init; } = LateTimes.Usual;

    /// <summary>The time that an answer may take.</summary>
    public TimeSpan Budget { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The proxy, the certificates and whatever else connecting needs.</summary>
    public ProviderClientOptions Connection { get; init; } = new();

    /// <summary>The name alone: the rest holds secrets.</summary>
    public override string ToString() => Name.Value;
}
