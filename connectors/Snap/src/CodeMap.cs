using System.Collections.Frozen;
using Periksa.Wire.Snap;

namespace Periksa.Connectors.Snap;

/// <summary>Sorts response codes: first as the operator has it, then as the standard. What neither names is
/// unclear.</summary>
internal sealed class CodeMap(SnapRouteOptions options)
{
    const int Ok = 200;
    const int TooManyRequests = 429;

    static readonly FrozenDictionary<(int Http, int Case), SnapOutcome> Standard =
        new Dictionary<(int Http, int Case), SnapOutcome>
        {
            [(200, 00)] = SnapOutcome.Found,
            [(202, 00)] = SnapOutcome.Pending,
            [(400, 00)] = SnapOutcome.Misconfigured,
            [(400, 01)] = SnapOutcome.Misconfigured,
            [(400, 02)] = SnapOutcome.Misconfigured,
            [(401, 00)] = SnapOutcome.Misconfigured,
            [(401, 01)] = SnapOutcome.TokenRefused,
            [(403, 01)] = SnapOutcome.Misconfigured,
            [(403, 09)] = SnapOutcome.Dormant,
            [(403, 18)] = SnapOutcome.Closed,
            [(404, 03)] = SnapOutcome.Misconfigured,   // another route may know the bank
            [(404, 11)] = SnapOutcome.NotFound,
            [(409, 00)] = SnapOutcome.ExternalIdUsed,
            [(409, 01)] = SnapOutcome.ReferenceUsed,
            [(429, 00)] = SnapOutcome.Busy,
            [(500, 02)] = SnapOutcome.Failed,
            [(504, 00)] = SnapOutcome.Pending,
        }.ToFrozenDictionary();

    readonly FrozenDictionary<string, SnapOutcome> _own = options.Codes.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The sense of an answer's code.</summary>
    /// <param name="status">The HTTP status that it came with.</param>
    public SnapOutcome Of(int status, SnapCode? code)
    {
        // A proxy in front of a provider says so without SNAP's words; whoever is behind it has heard nothing.
        if (code is null)
            return status is TooManyRequests ? SnapOutcome.Busy : SnapOutcome.Unclear;

        return status == code.Http || (options.CodesComeWithOk && status is Ok) ? Of(code) : SnapOutcome.Unclear;
    }

    /// <summary>The sense of a word where a callback should have a code.</summary>
    public SnapOutcome Of(string word) => _own.GetValueOrDefault(word, SnapOutcome.Unclear);

    /// <summary>The sense of a code that came with no HTTP status of its own, as in a callback.</summary>
    public SnapOutcome Of(SnapCode code)
    {
        if (_own.TryGetValue(code.Value, out var own))
            return own;

        if (code.Service != options.Service)
            return SnapOutcome.Unclear;

        return _own.TryGetValue($"{code.Http:D3}xx{code.Case:D2}", out own)
            ? own
            : Standard.GetValueOrDefault((code.Http, code.Case), SnapOutcome.Unclear);
    }
}
