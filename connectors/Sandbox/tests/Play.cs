using Periksa.Inquiries;

namespace Periksa.Connectors.Sandbox.Tests;

/// <summary>The bank under test, and what it knows: four accounts, and every account of one bank.</summary>
static class Play
{
    /// <summary>No answer that is not meant to be slow comes near this.</summary>
    public static readonly TimeSpan Soon = SandboxBank.SlowAnswer / 2;

    /// <summary>Scenarios are the same at all of them, also at one that does not exist.</summary>
    public static readonly string[] Banks = ["002", "008", "014", "112S", "gopay", "no such bank"];

    public static readonly ISandboxDirectory Directory = new Accounts();

    public static readonly SandboxBank Bank = new(Directory);

    public static Task<BankReply> LookUp(string bank, string number) =>
        Bank.LookUp(Question(bank, number), TestContext.Current.CancellationToken);

    public static BankQuestion Question(string bank, string number) =>
        new(new(Guid.NewGuid()), new(bank, number), DateTimeOffset.UnixEpoch);

    sealed class Accounts : ISandboxDirectory
    {
        public SandboxAccount? Find(BankAccount account) => (account.BankCode, account.Number) switch
        {
            ("008", "12341234") => new("John Doe", Absence: null),
            ("gopay", "081234567890") => new("Dewi Lestari", Absence: null),
            ("014", "5550000001") => new("Rekening Tutup", AccountAbsence.Closed),
            ("014", "5550000002") => new("Rekening Tidur", AccountAbsence.Dormant),
            ("099", _) => new("Sembilan Sembilan", Absence: null),
            _ => null,
        };
    }
}
