using Periksa.Disbursements;
using Periksa.Operators;
using Periksa.Operators.Disbursements;

namespace Periksa.Store.Tests;

/// <summary>Banks are asked about payouts when an operator says so.</summary>
public sealed class DisbursementAskingTests(Shop shop) : IAsyncLifetime, IClassFixture<Shop>
{
    readonly PayoutOffice _desk = new(shop);

    DisbursementAsking Banks => new(shop.Source, new(DisbursementStore.AskFirstUsually), shop.Clock);

    public async ValueTask InitializeAsync() => await _desk.Open();

    public async ValueTask DisposeAsync() => await _desk.Books.StopAsync(CancellationToken.None);

    [Fact]
    public async Task Has_an_open_one_asked_about_at_once_and_tells_the_audit_trail()
    {
        await _desk.PutBack(isAsked: false, pause: TimeSpan.FromHours(1));
        Assert.Empty(await _desk.Take());
        var id = await _desk.Id();

        var asked = (await Banks.Ask(Office.Ayu, id, "its partner asks")).Done!;

        Assert.Equal(("pending", "*********0000"), (asked.State, asked.Number));
        Assert.Equal($"{PayoutOrderId.Of(new(asked.Account), new(asked.Reference)).Value:N}", asked.OrderId);
        Assert.Single(await _desk.Take());   // it was due in an hour
        var told = await new Office(shop).Latest($"disbursement:{id}");
        Assert.Equal(("disbursement.ask", "its partner asks"), (told.Action, told.Reason));
    }

    [Fact]
    public async Task Asks_nobody_about_what_was_never_sent_or_is_over()
    {
        var id = await _desk.Id();
        Assert.Contains("never sent", (await Banks.Ask(Office.Ayu, id, null)).Refusal!.Message);

        await _desk.Operators.Cancel(Office.Ayu, id, PayoutOffice.Why);
        Assert.Contains("has ended", (await Banks.Ask(Office.Ayu, id, null)).Refusal!.Message);
        Assert.Equal(RefusalKind.NotFound, (await Banks.Ask(Office.Ayu, "nonesuch", null)).Refusal!.Kind);
    }
}
