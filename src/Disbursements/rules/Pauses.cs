namespace Periksa.Disbursements;

/// <summary>When a disbursement is sent, and when a bank that has no word about it is asked: soon at first, then
/// ever less often, for as long as it takes.</summary>
public static class Pauses
{
    /// <summary>The time for which a disbursement stays initiated: it can be called off until then, and a caller that
    /// asks sees where it begins.</summary>
    public static readonly TimeSpan BeforeSending = TimeSpan.FromMilliseconds(300);

    public static readonly TimeSpan Minimum = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan Maximum = TimeSpan.FromMinutes(15);

    // Ten doublings of a second are past the longest pause.
    const int DoublingsMaximum = 10;

    /// <summary>The wait before the next question about a disbursement that the bank has been told or asked about so
    /// many times: a second, and twice as long each time.</summary>
    /// <remarks>Its age would be another measure. But an order that was sent late, after a host's death, is young
    /// to the bank.</remarks>
    public static TimeSpan After(int times)
    {
        var pause = Minimum * (1 << Math.Clamp(times - 1, 0, DoublingsMaximum));
        return pause > Maximum ? Maximum : pause;
    }
}
