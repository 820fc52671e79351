namespace Periksa.Engine.Tests.Fakes;

/// <summary>A bell that counts how often it was rung.</summary>
sealed class ScriptedBell : IOutboxSignal
{
    int _rings;

    public int Rings => Volatile.Read(ref _rings);

    public void Ring() => Interlocked.Increment(ref _rings);
}
