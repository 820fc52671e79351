using Periksa.Inquiries;

namespace Periksa.Engine.Tests.Fakes;

/// <summary>Remembered answers in this process, by the same law as in the database but for forgetting, which is
/// complete.</summary>
sealed class ScriptedAnswers : IRememberedAnswers
{
    readonly Dictionary<BankAccount, RememberedAnswer> _kept = [];
    int _looks;
    int _lessons;

    /// <summary>How often somebody looked.</summary>
    public int Looks => Volatile.Read(ref _looks);

    /// <summary>How often something was to be learned.</summary>
    public int Lessons => Volatile.Read(ref _lessons);

    /// <summary>What it does instead of answering, when it is out of reach.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Is called after each look, with how many there were.</summary>
    public Action<int> Looked { get; set; } = _ => { };

    /// <summary>Is waited for before anything is learned.</summary>
    public Task Before { get; set; } = Task.CompletedTask;

    public RememberedAnswer? this[BankAccount account]
    {
        get
        {
            lock (_kept)
                return _kept.GetValueOrDefault(account);
        }
    }

    public void Put(RememberedAnswer answer)
    {
        lock (_kept)
            _kept[answer.Account] = answer;
    }

    public async Task<RememberedAnswer?> Find(BankAccount account, CancellationToken gone = default)
    {
        var looks = Interlocked.Increment(ref _looks);
        await Task.Yield();
        var answer = Failure is null ? this[account] : throw Failure;
        Looked(looks);
        return answer;
    }

    public async Task Learn(RememberedAnswer answer, bool isKept)
    {
        Interlocked.Increment(ref _lessons);
        await Before;
        if (Failure is not null)
            throw Failure;

        lock (_kept)
        {
            if (_kept.TryGetValue(answer.Account, out var held) && held.AskedAt >= answer.AskedAt)
                return;

            if (isKept)
                _kept[answer.Account] = answer;
            else
                _kept.Remove(answer.Account);
        }
    }

    public Task<bool> Forget(BankAccount account)
    {
        lock (_kept)
            return Task.FromResult(_kept.Remove(account));
    }
}
