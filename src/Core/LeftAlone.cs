namespace Periksa;

/// <summary>Work that cannot be cancelled, and that nobody waits for any more.</summary>
public static class LeftAlone
{
    /// <summary>Lets it go on, and looks at its failure, which would be taken for one that was forgotten.</summary>
    public static void LeaveAlone(this Task work) => work.ContinueWith(
        static late => late.Exception,
        CancellationToken.None,
        TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
        TaskScheduler.Default);
}
