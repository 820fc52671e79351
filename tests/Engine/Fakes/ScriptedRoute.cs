using Periksa.Inquiries;

namespace Periksa.Engine.Tests.Fakes;

/// <summary>A route that behaves one way to every question, and keeps what it was asked.</summary>
sealed class ScriptedRoute(string name, Func<CancellationToken, Task<BankReply>> behaviour) : IRoute
{
    public RouteName Name { get; } = new(name);

    public LateMode Late { get; init; }

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

    public static ScriptedRoute Saying(string name, BankReply reply) => new(name, _ => Task.FromResult(reply));

    public Task<BankReply> Ask(BankQuestion question, CancellationToken cancel)
    {
        lock (_asked)
            _asked.Add(question);

        return behaviour(cancel);
    }
}
