using Periksa.Inquiries;

namespace Periksa.Engine.Tests.Fakes;

/// <summary>A route that behaves one way to every question, and keeps what it was asked.</summary>
sealed class ScriptedRoute(string name, Func<CancellationToken, Task<BankReply>> behaviour) : IPolledRoute
{
    public RouteName Name { get; } = new(name);

    public LateMode Late { get; init; }

    public LateTimes Times { get; init; } = LateTimes.Usual;

    public bool IsIdempotent { get; init; }

    public bool IsOfVirtualAccounts { get; init; }

    public TimeSpan Budget { get; init; } = TimeSpan.FromSeconds(5);

    readonly List<BankQuestion> _asked = [];

    public IReadOnlyList<BankQuestion> Asked
    {
        get
        {
            lock (_asked)
                return [.. _asked];
        }
    }

    /// <summary>What it says when it is asked for an answer by an id, one after the other; the last for ever.</summary>
    public IReadOnlyList<BankReply> Later { get; init; } = [];

    /// <summary>The ids by which it was asked for an answer.</summary>
    public List<string> Got { get; } = [];

    public static ScriptedRoute Saying(string name, BankReply reply) => new(name, _ => Task.FromResult(reply));

    public Task<BankReply> Ask(BankQuestion question, CancellationToken cancel)
    {
        lock (_asked)
            _asked.Add(question);

        return behaviour(cancel);
    }

    public Task<BankReply> Get(BankQuestion question, string providerId, CancellationToken cancel)
    {
        Got.Add(providerId);
        return Task.FromResult(Later[Math.Min(Got.Count, Later.Count) - 1]);
    }
}
