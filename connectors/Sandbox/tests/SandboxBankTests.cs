using System.Diagnostics;
using Periksa.Inquiries;

namespace Periksa.Connectors.Sandbox.Tests;

public class SandboxBankTests
{
    [Theory]
    [InlineData("008", "12341234", "John Doe")]
    [InlineData("gopay", "081234567890", "Dewi Lestari")]
    public async Task Finds_the_accounts_it_knows(string bank, string number, string holder) =>
        Assert.Equal(new BankReply.Found(holder), await Play.LookUp(bank, number));

    [Theory]
    [InlineData("008", "12341235", AccountAbsence.Unknown)]
    [InlineData("014", "12341234", AccountAbsence.Unknown)]   // John Doe's number, at another bank
    [InlineData("014", "5550000001", AccountAbsence.Closed)]
    [InlineData("014", "5550000002", AccountAbsence.Dormant)]
    public async Task Says_no_to_any_other(string bank, string number, AccountAbsence why) =>
        Assert.Equal(new BankReply.NotFound(why), await Play.LookUp(bank, number));

    public static TheoryData<string, BankReply> QuickScenarios => new()
    {
        { "9900000005", new BankReply.Failed() },
        { "9900000006", new BankReply.Unclear() },
        { "9900000007", new BankReply.NotFound(AccountAbsence.Dormant) },
        { "9900000008", new BankReply.NotFound(AccountAbsence.Closed) },
    };

    [Theory, MemberData(nameof(QuickScenarios))]
    public async Task Plays_at_every_bank(string number, BankReply said)
    {
        var clock = Stopwatch.StartNew();

        foreach (var bank in Play.Banks)
            Assert.Equal(said, await Play.LookUp(bank, number));

        Assert.True(clock.Elapsed < Play.Soon, $"It took {clock.Elapsed}.");
    }

    [Theory]
    [InlineData("9900000000")]
    [InlineData("9900000009")]
    [InlineData("9900000010")]
    [InlineData("9999999999")]
    [InlineData("99")]
    [InlineData("990000000")]
    [InlineData("99000000001")]
    [InlineData("09900000001")]
    public async Task Plays_no_scenario_with_any_other_number(string number)
    {
        var clock = Stopwatch.StartNew();

        Assert.Equal(new BankReply.NotFound(AccountAbsence.Unknown), await Play.LookUp("014", number));
        Assert.Equal(new BankReply.Found("Sembilan Sembilan"), await Play.LookUp("099", number));
        Assert.True(clock.Elapsed < Play.Soon, $"It took {clock.Elapsed}.");
    }
}
