using Periksa.Callbacks;

namespace Periksa.Disbursements;

/// <summary>Has callers told how their disbursements ended, in their dialect's words.</summary>
public sealed class DisbursementCallbackComposer(
    IEnumerable<IDisbursementCallbacks> dialects, ICredentials credentials, IOutboxSignal signal, TimeProvider clock)
{
    readonly Dictionary<string, IDisbursementCallbacks> _dialects = dialects.ToDictionary(one => one.Dialect);

    /// <summary>Has an end written down with what is to be posted about it, if its credential has a URL to be
    /// called back at.</summary>
    /// <returns>Whether it ended now.</returns>
    public async Task<bool> Write(Disbursement ended, Func<Callback?, Task<bool>> write)
    {
        if (credentials.Find(ended.Dialect, ended.Credential)?.CallbackUrl is null)
            return await write(null);

        var body = _dialects[ended.Dialect].Write(ended);
        var isEnded = await write(new(ended.Credential, body, clock.GetUtcNow()));
        if (isEnded)
            signal.Ring();

        return isEnded;
    }
}
