using Periksa.Callbacks;
using Periksa.Disbursements;
using Periksa.Operators.Disbursements;
using Periksa.Operators.Messages;

namespace Periksa.Store.Tests;

/// <summary>An operator who looks after what partners send, beside a host.</summary>
sealed class PayoutOffice(Shop shop)
{
    public const string Why = "ticket 4711";

    public DisbursementStore Books { get; private set; } = null!;

    public CallbackComposer Callbacks { get; } = new([], new Nobody(), new Silence(), TimeProvider.System);

    public DisbursementAdministration Operators => new(shop.Source, Callbacks, Terms, shop.Clock);

    public DisbursementSearch Search => new(
        shop.Source, new MessageAdministration(shop.Source, new(shop.Source, new Silence(), shop.Clock)), Terms,
        shop.Clock);

    DateTimeOffset Now => shop.Clock.GetUtcNow();

    static DisbursementTerms Terms { get; } = new(DisbursementStore.AskFirstUsually);

    public async Task Open()
    {
        await shop.Reset();
        await shop.Load(Payers.In(Shop.World));
        shop.Clock.Now = new(2025, 12, 12, 2, 9, 24, TimeSpan.Zero);
        await shop.TopUpAccount(Payers.Toko, 1_000_000);
        Books = await shop.OpenBooks();
        await Debit("a");
    }

    public async Task Debit(string reference)
    {
        await Books.Debit(shop.Wish(reference));
        shop.Clock.Now += Pauses.BeforeSending;
    }

    public Task<IReadOnlyList<OpenPayout>> Take() => Books.Take(Payers.Room, Now);

    /// <summary>All that is due is sent, asked about or not, and without a word.</summary>
    public async Task PutBack(bool isAsked, TimeSpan? pause = null)
    {
        foreach (var taken in await Take())
        {
            await Books.PutBack(
                taken, Now, Now + (pause ?? TimeSpan.FromHours(1)), "no word", sentUntil: null, isAsked);
        }
    }

    public async Task<Disbursement> Find(string reference = "a") =>
        (await Books.Find(new(Payers.Toko), new(reference)))!;

    public async Task<string> Id(string reference = "a") => $"{(await Find(reference)).Id}";

    public async Task<DisbursementStory> Show(string name) =>
        (await Search.Show(Office.Ayu, name, reveals: false, CancellationToken.None)).Done!;

    public async Task<IReadOnlyList<DisbursementEntry>> List(DisbursementWish wish) =>
        (await Search.List(Office.Ayu, wish, reveals: false, CancellationToken.None)).Done!.Data;
}
