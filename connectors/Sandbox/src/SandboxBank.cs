namespace Periksa.Connectors.Sandbox;

/// <summary>A bank that plays: it knows a few accounts, and some account numbers are scenarios at every bank.</summary>
public sealed class SandboxBank(ISandboxDirectory directory) : IConnector
{
    /// <summary>Longer than a patient caller's two seconds, shorter than Sento's ten.</summary>
    internal static readonly TimeSpan SlowAnswer = TimeSpan.FromSeconds(3);

    public async Task<BankReply> LookUp(BankAccount account, CancellationToken cancel) => account.Number switch
    {
        "9900000001" => await Slowly(new BankReply.Found("Lambat Tapi Ada"), cancel),
        "9900000002" => await Slowly(new BankReply.NotFound(AccountAbsence.Unknown), cancel),
        "9900000003" => await Slowly(new BankReply.Failed(), cancel),
        "9900000004" => await Never(cancel),
        "9900000005" => new BankReply.Failed(),
        "9900000006" => new BankReply.Unclear(),
        "9900000007" => new BankReply.NotFound(AccountAbsence.Dormant),   // Rekening Tidur
        _ => Known(account),
    };

    BankReply Known(BankAccount account) => directory.Find(account) switch
    {
        null => new BankReply.NotFound(AccountAbsence.Unknown),
        { Absence: { } absence } => new BankReply.NotFound(absence),
        { HolderName: var name } => new BankReply.Found(name),
    };

    static async Task<BankReply> Slowly(BankReply reply, CancellationToken cancel)
    {
        await Task.Delay(SlowAnswer, cancel);
        return reply;
    }

    static async Task<BankReply> Never(CancellationToken cancel)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, cancel);
        throw new OperationCanceledException(cancel);
    }
}
