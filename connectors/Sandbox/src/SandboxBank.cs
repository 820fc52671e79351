using Periksa.Inquiries;

namespace Periksa.Connectors.Sandbox;

/// <summary>A bank that plays: it knows a few accounts, and some account numbers are scenarios at every bank.</summary>
public sealed class SandboxBank(ISandboxDirectory directory) : IConnector
{
    /// <summary>Longer than a patient caller's two seconds, shorter than Sento's ten.</summary>
    internal static readonly TimeSpan SlowAnswer = TimeSpan.FromSeconds(3);

    public BankReply? Know(BankAccount account) => account.Number switch
    {
        Slow.Found or Slow.NotFound or Slow.Failed or Slow.Silent => null,
        "9900000005" => new BankReply.Failed(),
        "9900000006" => new BankReply.Unclear(),
        "9900000007" => new BankReply.NotFound(AccountAbsence.Dormant),   // Rekening Tidur
        "9900000008" => new BankReply.NotFound(AccountAbsence.Closed),   // Rekening Tutup
        _ => Read(account),
    };

    public async Task<BankReply> LookUp(BankQuestion question, CancellationToken cancel) =>
        question.Account.Number switch
    {
        Slow.Found => await Slowly(new BankReply.Found("Lambat Tapi Ada"), cancel),
        Slow.NotFound => await Slowly(new BankReply.NotFound(AccountAbsence.Unknown), cancel),
        Slow.Failed => await Slowly(new BankReply.Failed(), cancel),
        Slow.Silent => await Never(cancel),
        _ => Know(question.Account)!,
    };

    BankReply Read(BankAccount account) => directory.Find(account) switch
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

    // The scenarios for which it has to be asked, as a real bank has.
    static class Slow
    {
        public const string Found = "9900000001";
        public const string NotFound = "9900000002";
        public const string Failed = "9900000003";
        public const string Silent = "9900000004";
    }
}
