using Periksa.Callbacks;

namespace Periksa.Engine.Tests.Fakes;

/// <summary>A signal that counts how often it was given.</summary>
sealed class ScriptedSignal : IOutboxSignal
{
    int _rings;

    public int Rings => Volatile.Read(ref _rings);

    public void Ring() => Interlocked.Increment(ref _rings);
}
