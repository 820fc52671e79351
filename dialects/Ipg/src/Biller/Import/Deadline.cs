namespace Periksa.Dialects.Ipg.Biller.Import;

/// <summary>Ends what takes too long, and what nobody waits for any more.</summary>
internal sealed class Deadline : IDisposable
{
    readonly CancellationTokenSource _late;
    readonly CancellationTokenSource _either;

    public Deadline(TimeSpan after, TimeProvider clock, CancellationToken cancel)
    {
        _late = new(after, clock);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_late.Token, cancel);
    }

    public CancellationToken Token => _either.Token;

    public bool HasPassed => _late.IsCancellationRequested;

    public void Dispose()
    {
        _either.Dispose();
        _late.Dispose();
    }
}
