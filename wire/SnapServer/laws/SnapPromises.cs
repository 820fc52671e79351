using System.Reflection;
using Periksa.Tests.Support;
using Periksa.Wire.Snap;

namespace Periksa.Wire.SnapServer.Laws;

/// <summary>A code that no golden has ever said does not ship.</summary>
public static class SnapPromises
{
    // A token is issued without one, and uses nothing up.
    static readonly string[] NotOfTokens =
    [
        nameof(SnapCodes.TokenNotValid), nameof(SnapCodes.TokenExpired), nameof(SnapCodes.Conflict),
        nameof(SnapCodes.DuplicateReference),
    ];

    /// <summary>Every code a dialect can say, each as e.g. <c>4004201 Invalid Field Format</c>.</summary>
    /// <param name="own">The dialect's table of codes of its own.</param>
    public static TheoryData<string> Of(SnapSubject subject, Type own) => Of(
        subject,
        own.GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => field.GetValue(null)).OfType<SnapCode>());

    /// <summary>Every code of one of a dialect's services, and of its tokens.</summary>
    /// <param name="own">What the service says of its business.</param>
    public static TheoryData<string> Of(SnapSubject subject, IEnumerable<SnapCode> own) =>
    [
        .. new[] { subject.Vendor.NotFound }
            .Concat(Said(subject.Codes))
            .Concat(Said(subject.TokenCodes))
            .Concat(own)
            .Select(code => $"{code.Value} {code.Message}")
            .Distinct(),
    ];

    /// <summary>Demands a golden that says the code; its message may go on with the name of a field.</summary>
    public static void MustBeKept(string code) =>
        Assert.Contains(Golden.Replies, reply => Says(reply, code[..7], code[8..]));

    static IEnumerable<SnapCode> Said(SnapCodes codes) =>
        from property in typeof(SnapCodes).GetProperties()
        where property.PropertyType == typeof(SnapCode)
            && !(codes.Service is ServiceCodes.AccessTokenB2B && NotOfTokens.Contains(property.Name))
        select (SnapCode)property.GetValue(codes)!;

    static bool Says(string reply, string code, string message)
    {
        var start = $$"""{"responseCode":"{{code}}","responseMessage":"{{message}}""";
        var at = reply.IndexOf(start, StringComparison.Ordinal);

        return at >= 0
            && reply.StartsWith($"HTTP/1.1 {code[..3]}\n", StringComparison.Ordinal)
            && reply[at + start.Length] is '"' or ' ';
    }
}
