using Microsoft.AspNetCore.Routing;
using Periksa.Tests.Support;
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

    /// <summary>Knows the account of <see cref="Body"/>, where it asks about one.</summary>
    public Func<ScriptedAccountInquiries> Inquiries { get; init; } = () => new();

    /// <summary>Knows its virtual account, likewise.</summary>
    public Func<ScriptedBillPayments> Bills { get; init; } = () => new();

    /// <summary>Takes its payment, or knows it.</summary>
    public Func<ScriptedPaymentRequests> Requests { get; init; } = () => new();

    /// <summary>True if accounts that do not exist count as misses of its callers.</summary>
    public bool CountsMisses { get; init; } = true;

    /// <summary>The fields that a refusal may have beside the code and its text.</summary>
    public IReadOnlyList<string> RefusalsShow { get; init; } = [];

    public SnapCodes Codes => Operation.Codes;

    public SnapCodes TokenCodes => Vendor.Token.Codes;

    /// <summary>The path of the operation.</summary>
    public string Path => Vendor.Prefix + Operation.Path;

    public string TokenPath => Vendor.Prefix + Vendor.Token.Path;

    public override string ToString() => Vendor.Dialect;
}
