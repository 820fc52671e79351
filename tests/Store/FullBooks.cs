using Npgsql;
using Periksa.Disbursements;
using Periksa.Inquiries;
using Periksa.Proof.SealedDays;
using Periksa.Sandbox.Store;
using Periksa.Tests.Postgres;

namespace Periksa.Store.Tests;

/// <summary>Books of three days, 10 to 12 December 2025, with facts of every kind in them; tests get copies.</summary>
public sealed partial class FullBooks : IAsyncLifetime
{
    static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>The days that are over, and are sealed in a sealed copy.</summary>
    public static readonly DateOnly[] DaysOver = [new(2025, 12, 10), new(2025, 12, 11)];

    readonly Shop _shop = new();
    string _sealed = "";
    BooksCopy? _shared;

    /// <summary>The shop's world, in which everybody is told of everything.</summary>
    static readonly SandboxWorld World = Payers.In(Shop.World) with
    {
        Partners =
        [
            .. Payers.In(Shop.World).Partners.Select(partner => partner with
            {
                SingaPay = partner.SingaPay! with { CallbackUrl = "http://singapay.example" },
                Biller = new($"biller-{partner.Id}", "http://biller.example"),
                Credentials =
                [
                    new("snap", $"SN-{partner.Id}")
                    {
                        PayingAccount = new($"01SNAP-{partner.Id}", Money.Rupiah(500_000)),
                    },
                ],
                Snap =
                [
                    new("ifortepay", $"IF-{partner.Id}", "secret", RsaKeys.Public, "http://ifortepay.example"),
                    new("paydia", $"PD-{partner.Id}", "secret", RsaKeys.Public, null),
                ],
            }),
        ],
    };

    DateTimeOffset Now => _shop.Clock.Now;

    public async ValueTask InitializeAsync()
    {
        await _shop.InitializeAsync();
        _shop.Clock.Now = new(2025, 12, 10, 2, 0, 0, TimeSpan.Zero);
        await _shop.Load(World);
        await _shop.Execute("update callback_endpoints set since = '2025-12-01', reversals_since = '2025-12-01'");

        await WriteFirstDay();
        _shop.Clock.Now += Day;
        await WriteSecondDay();
        _shop.Clock.Now += Day;
        await WriteToday();
        await _shop.DisposeAsync();
        _sealed = await Seal();
    }

    public ValueTask DisposeAsync() => _shared?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>A copy of these books, for one test to falsify, and none of its days is sealed.</summary>
    public Task<BooksCopy> Copy() => BooksCopy.Of(_shop.ConnectionString);

    /// <summary>A copy in which the days that are over are sealed.</summary>
    public Task<BooksCopy> SealedCopy() => BooksCopy.Of(_sealed);

    /// <summary>A sealed copy for tests that change nothing, or that cannot.</summary>
    public async Task<BooksCopy> SharedCopy() => _shared ??= await SealedCopy();

    async Task<string> Seal()
    {
        var copy = await TestServer.CopyDatabase(_shop.ConnectionString);
        await using var source = NpgsqlDataSource.Create(copy);
        await using var connection = await source.OpenConnectionAsync();
        byte[]? before = null;
        foreach (var day in DaysOver)
        {
            var one = await SealedDay.Read(connection, day, before, CancellationToken.None);
            await one.Write(connection);
            before = one.Head;
        }

        return copy;
    }

    async Task WriteFirstDay()
    {
        await _shop.TopUpAccount(Payers.Toko, 1_000_000);
        await _shop.TopUpAccount(Payers.Warung, 500_000);
        await Ask(2, 1);
        await Send("paid", "refused", "refunded");
        await SendKeyed("keyed");
        await PayBills();
    }

    async Task WriteSecondDay()
    {
        await _shop.Bill(2);
        await _shop.Payments.SettleBegun(CancellationToken.None);
        _shop.Clock.Now = new(2025, 12, 11, 9, 0, 0, TimeSpan.Zero);
        await _shop.Payments.RunDaily(CancellationToken.None);
        await Send("pending");
        _shop.Clock.Now = new(2025, 12, 11, 2, 0, 0, TimeSpan.Zero);
    }

    async Task WriteToday()
    {
        await Ask(1, 0);
        await Open("left open");
        await Send("paying", "called off", "waiting");
    }

    // Billed and not, with keys and without, told at once and later.
    async Task Ask(int toko, int warung)
    {
        await _shop.Bill(toko);
        if (warung > 0)
            await _shop.Bill(warung, partner: Shop.Warung);

        var inquiryLog = await _shop.OpenLog();
        await inquiryLog.Record(_shop.Record(outcome: InquiryOutcome.Failed));
        await inquiryLog.Record(_shop.Keyed(Keys("paydia:PD-toko", "asked")) with { Dialect = new("paydia") });
        await inquiryLog.Record(_shop.Keyed(Keys("ifortepay:IF-toko", "asked")) with { Callback = Told("IF-toko") });

        // A key that was used before, with a reference that was not: both are used up.
        var used = Keys("paydia:PD-toko", "asked") with { Reference = new Reference("another") };
        await inquiryLog.Record(_shop.Keyed(used) with { Dialect = new("paydia") });

        var open = _shop.Opening(Keys("ifortepay:IF-toko", "opened"), credential: "IF-toko");
        await inquiryLog.Open(open);
        await inquiryLog.Close(_shop.Closing(open) with { Callback = Told("IF-toko") });
        await inquiryLog.StopAsync(CancellationToken.None);
    }

    async Task Open(string name)
    {
        var inquiryLog = await _shop.OpenLog();
        await inquiryLog.Open(_shop.Opening(Keys("ifortepay:IF-toko", name), credential: "IF-toko"));
        await inquiryLog.StopAsync(CancellationToken.None);
    }

    // Whatever becomes of each is in its reference.
    async Task Send(params string[] references)
    {
        var books = await _shop.OpenBooks();
        foreach (var reference in references.Where(reference => reference is not "waiting"))
            await books.Debit(_shop.Wish(reference));

        if (references.Contains("called off"))
            await End(books, (await books.Find(new(Payers.Toko), new("called off")))!, DisbursementStatus.Canceled);

        _shop.Clock.Now += Pauses.BeforeSending;
        foreach (var payout in await books.Take(Payers.Room, Now))
            await GoOn(books, payout);

        if (references.Contains("waiting"))
            await books.Debit(_shop.Wish("waiting"));

        await books.StopAsync(CancellationToken.None);
    }

    // With a key, and from an account of its own.
    async Task SendKeyed(string reference)
    {
        var books = await _shop.OpenBooks();
        await books.Debit(_shop.Wish(reference, account: "01SNAP-toko") with
        {
            Dialect = new("snap"),
            Credential = new("SN-toko"),
            Fee = Fee.None,
            Keys = Keys("snap:SN-toko", reference),
        });
        await books.StopAsync(CancellationToken.None);
    }

    async Task GoOn(DisbursementStore books, OpenPayout payout)
    {
        switch (payout.Disbursement.Reference)
        {
            case "paying":
                break;
            case "pending":
                await books.PutBack(payout, Now, Now + Pauses.Minimum, "no word", null);
                break;
            case "refused":
                var failed = payout.Disbursement.Hear(new PayoutReply.Rejected(new("X", "x")), Now);
                await books.End(failed, "x", Told("key-toko"));
                break;
            default:
                var paid = payout.Disbursement.Hear(new PayoutReply.Paid("A Holder"), Now);
                await books.End(paid, "the bank has paid", Told("key-toko"));
                if (paid.Reference == "refunded")
                    await End(books, paid, DisbursementStatus.Refunded);
                break;
        }
    }

    async Task End(DisbursementStore books, Disbursement one, DisbursementStatus to)
    {
        _shop.Clock.Now += TimeSpan.FromSeconds(1);
        await books.End(one.Become(to, Now), "as it happens", Told("key-toko"));
    }

    Callback Told(string credential) => new(new(credential), "{}"u8.ToArray(), Now);

    OnceKeys Keys(string caller, string name) =>
        new(caller, BusinessDay.Of(Now), name, new Reference($"{name} on {BusinessDay.Of(Now):O}"));
}
