namespace Periksa.Postgres;

/// <summary>Stops waiting for the database without stopping the database.</summary>
public static class Patience
{
    /// <summary>For most of what callers ask.</summary>
    public static readonly TimeSpan Usual = TimeSpan.FromSeconds(10);

    /// <summary>For bill inquiries, billers' calls and lists.</summary>
    public static readonly TimeSpan Brief = TimeSpan.FromSeconds(5);

    /// <summary>The longest wait for a row that somebody else has locked.</summary>
    public static readonly TimeSpan Lock = TimeSpan.FromSeconds(2);

    /// <summary>Waits for work that cannot be cancelled, and no longer than that.</summary>
    /// <exception cref="TimeoutException">It is still under way, and whether it will be done is not known.</exception>
    public static async Task<T> Within<T>(TimeSpan patience, Func<Task<T>> work)
    {
        var running = work();
        try
        {
            return await running.WaitAsync(patience);
        }
        catch (TimeoutException) when (!running.IsCompleted)
        {
            running.LeaveAlone();
            throw;
        }
    }
}
