using Periksa.Disbursements;
using Periksa.Wire.SnapServer.Laws;

namespace Periksa.Dialects.Snap.Tests;

/// <summary>What reaches the core of those who send money, ask what became of it, and what stands on an
/// account.</summary>
public class TransferTests
{
    static readonly Credential Caller = SnapCallers.Named(Subjects.Transfer, SnapCallers.Usual);
    static readonly OnceKeys Keys =
        new($"snap:{SnapCallers.Usual}", new(2026, 11, 20), "1687243078", new Reference("INV-1"));

    [Fact]
    public async Task Is_ordered_with_its_keys_and_waited_for_two_seconds()
    {
        var order = await Order(Subjects.Transfer.Body);

        Assert.Equal(
            new TransferOrder(
                order.Credential, new(
                    "8800000001"), new("INV-1"), new("014", "0123456789"), Money.Rupiah(150_000), Notes: null,
                SnapHost.Now)
            {
                Keys = Keys,
                BankAsSent = null,
                Fee = Fee.None,
                Budget = TimeSpan.FromSeconds(2),
            },
            order);
        Assert.Equal(Caller.Caller, order.Credential.Caller);
    }

    [Theory]
    [InlineData("CENAIDJA", "014")]
    [InlineData("CENAIDJAXXX", "014")]
    [InlineData("BRINIDJA", "002")]
    [InlineData("999", "999")]
    public async Task Goes_to_the_bank_of_the_list_and_is_shown_as_it_was_named(string sent, string code)
    {
        var order = await Order(Replaced("\"014\"", $"\"{sent}\""));

        Assert.Equal((code, sent), (order.Beneficiary.BankCode, order.BankAsSent ?? order.Beneficiary.BankCode));
    }

    [Fact]
    public async Task Has_the_customers_reference_as_its_note()
    {
        var order = await Order(
            Replaced("\"sourceAccountNo\"", "\"customerReference\":\"Gaji\",\"sourceAccountNo\""));

        Assert.Equal("Gaji", order.Notes);
    }

    [Theory]
    [InlineData("""{"originalPartnerReferenceNo":"INV-1","serviceCode":"18"}""", "INV-1", null, null)]
    [InlineData("""{"originalReferenceNo":"33122","serviceCode":"18"}""", null, "33122", null)]
    [InlineData("""{"originalExternalId":"4180","serviceCode":"18"}""", null, null, "4180")]
    [InlineData(
        """{"originalPartnerReferenceNo":"I","originalReferenceNo":"3","originalExternalId":"4","serviceCode":"18"}""",
        "I", null, null)]
    [InlineData(
        """{"originalPartnerReferenceNo":"","originalReferenceNo":"3","originalExternalId":"4","serviceCode":"18"}""",
        null, "3", null)]
    public async Task Is_looked_for_by_the_first_of_its_names(
        string body, string? reference, string? transactionId, string? key)
    {
        var answerer = new LookUpAnswerer();
        await using var host = await SnapHost.Open(Subjects.Status, answerer: answerer);

        await host.Send(SnapLetter.Question(Subjects.Status).Saying(body).Sign());

        var sought = answerer.Disbursements.SoughtByName!;
        Assert.Equal((reference, transactionId, key), (sought.Reference, sought.TransactionId, sought.Key));
        Assert.Equal(Caller.Caller, sought.Asking.Caller);
    }

    /// <summary>A payment to a virtual account, say, is none of ours, whatever its reference.</summary>
    [Fact]
    public async Task Is_not_looked_for_among_those_of_another_service()
    {
        var answerer = new LookUpAnswerer();
        await using var host = await SnapHost.Open(Subjects.Status, answerer: answerer);

        var reply = await host.Send(SnapLetter.Question(Subjects.Status)
            .Saying("""{"originalPartnerReferenceNo":"INV-1","serviceCode":"17"}""").Sign());

        Assert.Equal("4043601 Transaction Not Found", reply.Said);
        Assert.Null(answerer.Disbursements.SoughtByName);
        Assert.Equal(Keys with { Reference = null }, answerer.Asked!.Keys);
    }

    /// <summary>That somebody has an account under this number is not said.</summary>
    [Fact]
    public async Task Never_looks_at_an_account_of_another_partner()
    {
        var answerer = new LookUpAnswerer();
        await using var host = await SnapHost.Open(Subjects.Balance, answerer: answerer);

        var reply = await host.Send(SnapLetter.Question(Subjects.Balance)
            .Saying("""{"accountNo":"8800000002"}""").Sign());

        Assert.Equal("4041111 Invalid Account", reply.Said);
        Assert.Null(answerer.Disbursements.SoughtAccount);
        Assert.Equal(Keys with { Reference = null }, answerer.Asked!.Keys);
    }

    static async Task<TransferOrder> Order(string body)
    {
        var answerer = new TransferAnswerer();
        await using var host = await SnapHost.Open(Subjects.Transfer, answerer: answerer);

        Assert.Equal(
            "2001800 Successful", (await host.Send(SnapLetter.Question(Subjects.Transfer).Saying(body).Sign())).Said);
        return answerer.Disbursements.Ordered!;
    }

    static string Replaced(string what, string by) =>
        Subjects.Transfer.Body.Replace(what, by, StringComparison.Ordinal);
}
