using Periksa.Bills;

namespace Periksa.Store.Tests;

/// <summary>Banks that pay by requests, each with a key of the day.</summary>
static class Banks
{
    public const string First = "snap:BANKONE";
    public const string Second = "snap:BANKTWO";

    /// <summary>A request of the first bank's, now, under the key of this day that is named.</summary>
    public static PaymentRequest Request(
        this Shop shop,
        string id,
        string key,
        long rupiah = 100_000,
        string va = Billers.Va,
        string bank = First) => new(
        new(bank, BusinessDay.Of(shop.Clock.Now), key, Reference: null),
        new(id),
        new(va),
        Money.Rupiah(rupiah),
        Bills: [],
        shop.Clock.Now,
        shop.Clock.Now)
    {
        Bank = new(bank), TerminalId = "6011", CustomerName = "John Doe", BankReference = "00112345017",
    };

    public static Task<RequestEntry> Pay(this BillStore books, PaymentRequest request) =>
        books.Pay(request, mayMiss: true, _ => null);

    /// <summary>Asks again while a host has more to do than it can in time: whoever hears so has left
    /// nothing.</summary>
    public static async Task<TEntry> InTurn<TEntry>(Func<Task<TEntry>> pay)
    {
        while (true)
        {
            try
            {
                return await pay();
            }
            catch (TooBusyException)
            {
                await Task.Delay(100);
            }
        }
    }

    /// <summary>A question of the first bank's what this account owes.</summary>
    public static BillInquiry Asks(this Shop shop, string key, string va = Billers.Va) => new(
        new(First), new(va), new($"inquiry {key}"), "6011", shop.Clock.Now, shop.Clock.Now)
    {
        Keys = new(First, BusinessDay.Of(shop.Clock.Now), key, Reference: null),
    };

    /// <summary>The number of requests, payments and keys there are.</summary>
    public static async Task<(int Requests, int Payments, int Keys)> Left(this Shop shop) => (
        await shop.Ask<int>("select count(*) from payment_requests"),
        await shop.Ask<int>("select count(*) from bill_payments"),
        await shop.Ask<int>("select count(*) from day_keys"));
}
