using Microsoft.AspNetCore.Routing;
using Periksa.Wire.Snap;

namespace Periksa.Wire.SnapServer.Laws;

/// <summary>A dialect, and what the laws have to know of it.</summary>
/// <param name="Operation">The one that the laws are tried with.</param>
/// <param name="Map">Serves the dialect.</param>
public sealed record SnapSubject(SnapVendor Vendor, SnapOperation Operation, Action<IEndpointRouteBuilder> Map)
{
    /// <summary>The body of a right request: compact JSON, with more than one field.</summary>
    public required string Body { get; init; }

    /// <summary>The same body without what its contract demands, and the field that is named.</summary>
    public required (string Body, string Field) Missing { get; init; }

    /// <summary>The same body with a field that is out of form, and its name.</summary>
    public required (string Body, string Field) Malformed { get; init; }

    /// <summary>A CHANNEL-ID of the contract's letter.</summary>
    public required string Channel { get; init; }

    /// <summary>One that only a compatible caller may send.</summary>
    public required string LaxChannel { get; init; }

    /// <summary>A stamp of <see cref="Stamp"/>'s moment that only a compatible caller may send.</summary>
    public string LaxStamp { get; init; } = "2026-11-20T13:00:00Z";

    /// <summary>The moment of the host's clock, written as the contract's letter has it.</summary>
    public string Stamp { get; init; } = "2026-11-20T20:00:00+07:00";

    /// <summary>Answers <see cref="Body"/> rightly.</summary>
    public required Func<ISnapAnswerer> Answerer { get; init; }

    /// <summary>True if the operation draws on its caller's miss budget.</summary>
    public bool SpendsMisses { get; init; } = true;

    /// <summary>The fields that a refusal may have beside the code and its text.</summary>
    public IReadOnlyList<string> RefusalsShow { get; init; } = [];

    public SnapCodes Codes => Operation.Codes;

    public SnapCodes TokenCodes => Vendor.Token.Codes;

    /// <summary>The path of the operation.</summary>
    public string Path => Vendor.Prefix + Operation.Path;

    public string TokenPath => Vendor.Prefix + Vendor.Token.Path;

    public override string ToString() => Vendor.Dialect;
}
