namespace Periksa.Disbursements;

/// <summary>When a bank that has no word is asked again: soon at first, then ever less often, for as long as it
/// takes.</summary>
public static class Pauses
{
    public static readonly TimeSpan Minimum = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan Maximum = TimeSpan.FromMinutes(15);

    /// <summary>How long to wait before the next question about a disbursement that was sent so long ago: half of
    /// that.</summary>
    public static TimeSpan After(TimeSpan since)
    {
        var half = since / 2;
        if (half < Minimum)
            return Minimum;

        return half > Maximum ? Maximum : half;
    }
}
