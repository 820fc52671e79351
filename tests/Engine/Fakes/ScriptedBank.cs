using Periksa.Inquiries;

namespace Periksa.Engine.Tests.Fakes;

/// <summary>A bank that behaves one way to everybody, and remembers what it was asked.</summary>
sealed class ScriptedBank(Func<CancellationToken, Task<BankReply>> behaviour) : IConnector
{
    readonly List<BankAccount> _asked = [];

    public IReadOnlyList<BankAccount> Asked
    {
        get
        {
            lock (_asked)
                return [.. _asked];
        }
    }

    public static ScriptedBank Saying(BankReply reply) => new(_ => Task.FromResult(reply));

    /// <summary>Waits to be told that the time is up, as a bank does that has gone silent.</summary>
    public static ScriptedBank Silent() => new(async cancel =>
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, cancel);
        throw new OperationCanceledException(cancel);
    });

    /// <summary>Fails in a way that no connector should.</summary>
    public static ScriptedBank Throwing(Exception exception) => new(_ => Task.FromException<BankReply>(exception));

    public Task<BankReply> LookUp(BankQuestion question, CancellationToken cancel)
    {
        lock (_asked)
            _asked.Add(question.Account);

        return behaviour(cancel);
    }
}
