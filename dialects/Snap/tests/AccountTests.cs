using Periksa.Inquiries;
using Periksa.Tests.Support;
using Periksa.Wire.SnapServer.Laws;

namespace Periksa.Dialects.Snap.Tests;

/// <summary>The question that reaches the core, of each service that asks whose account it is.</summary>
public class AccountTests
{
    public static TheoryData<string> Services => [.. All.Keys];

    static IReadOnlyDictionary<string, SnapSubject> All { get; } = new Dictionary<string, SnapSubject>
    {
        ["15"] = Subjects.Internal, ["16"] = Subjects.External, ["42"] = Subjects.TransferToBank,
    };

    [Theory, MemberData(nameof(Services))]
    public async Task Is_asked_with_both_keys_and_two_seconds_of_patience(string service)
    {
        await using var host = await SnapHost.Open(All[service]);

        var reply = await host.Send(SnapLetter.Question(All[service]).Sign());

        Assert.Equal($"200{service}00 Successful", reply.Said);
        Assert.Equal(
            new AccountInquiry(
                SnapCallers.Named(All[service], SnapCallers.Usual).Partner,
                new("snap"),
                new("014", "0123456789"),
                SnapHost.Now,
                Price: null,
                TimeSpan.FromSeconds(2))
            {
                Keys = new($"snap:{SnapCallers.Usual}", new(2026, 11, 20), "1687243078", new Reference("INV-1")),
                Intent = service is "42" ? new() { Amount = Money.Rupiah(1) } : null,
            },
            host.Inquiries.Asked);
    }

    /// <summary>The standard's sample of 15 has one, and banks want it with 16.</summary>
    [Theory]
    [InlineData("15", "\"host-01\"", "host-01")]
    [InlineData("16", "\"host-01\"", "host-01")]
    [InlineData("16", "\"\"", null)]
    [InlineData("16", "1", null)]
    [InlineData("15", "[]", null)]
    [InlineData("16", "\"a\\nb\"", null)]
    public async Task Says_which_device_it_comes_from_where_that_can_be_passed_on(
        string service, string sent, string? deviceId)
    {
        await using var host = await SnapHost.Open(All[service]);
        var body = $"{All[service].Body[..^1]},\"additionalInfo\":{{\"deviceId\":{sent}}}}}";

        await host.Send(SnapLetter.Question(All[service]).Saying(body).Sign());

        Assert.Equal(deviceId, host.Inquiries.Asked!.Intent?.DeviceId);
        Assert.Equal(deviceId is null, host.Inquiries.Asked.Intent is null);
    }

    [Theory]
    [InlineData("CENAIDJA", "014")]
    [InlineData("CENAIDJAXXX", "014")]
    [InlineData("BRINIDJA", "002")]
    [InlineData("002", "002")]
    [InlineData("gopay", "gopay")]
    [InlineData("shopeepay", "shopeepay")]
    [InlineData("CENAIDJAX", "CENAIDJAX")]
    [InlineData("CENAIDJAXX", "CENAIDJAXX")]
    [InlineData("CENAIDJ", "CENAIDJ")]
    public async Task Names_the_bank_by_the_code_of_the_list(string sent, string code)
    {
        var bodies = new[] { Subjects.External, Subjects.TransferToBank };
        foreach (var subject in bodies)
        {
            await using var host = await SnapHost.Open(subject, answerer: Unsupporting());

            await host.Send(SnapLetter.Question(subject)
                .Saying(subject.Body.Replace("\"014\"", $"\"{sent}\"", StringComparison.Ordinal)).Sign());

            Assert.Equal(code, host.Inquiries.Asked!.Account.BankCode);
        }
    }

    /// <summary>Every bank of the list can be asked about by the code that it has there.</summary>
    [Fact]
    public async Task Can_be_asked_at_every_bank_of_the_list()
    {
        await using var host = await SnapHost.Open(Subjects.External, answerer: Unsupporting());

        foreach (var bank in BankList.Published.All)
        {
            var body = Subjects.External.Body.Replace("\"014\"", $"\"{bank.Code}\"", StringComparison.Ordinal);
            var reply = await host.Send(SnapLetter.Question(Subjects.External).Saying(body).Sign());

            Assert.Equal((bank.Code, "4041603"), (host.Inquiries.Asked!.Account.BankCode, reply.Said[..7]));
        }
    }

    static InquiriesAnswerer Unsupporting() => new(
        new ScriptedAccountInquiries().Refuses(new(SnapCallers.Usual), InquiryRefusal.BankNotSupported));
}
