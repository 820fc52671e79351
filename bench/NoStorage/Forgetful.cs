using Periksa.Callbacks;
using Periksa.Inquiries;
using Periksa.Invoicing;
using Periksa.Partners;

namespace Periksa.Bench.NoStorage;

/// <summary>Says "recorded" at once and remembers nothing.</summary>
sealed class Forgetful : IInquiryLog, IOpenInquiries, IVirtualAccounts, IOutboxSignal, IMissBudgets, IMissAccounts,
    IInvoices, ISharedClock, ILeniency, IQuestionLedger
{
    static readonly InvoiceId OnlyInvoice = new(Guid.Parse("3d440813-26be-4d78-9177-3ad30b4268fe"));

    public Task<InquiryEntry> Record(
        InquiryRecord record, TimeSpan? patience = null, CancellationToken gone = default) =>
        Task.FromResult(new InquiryEntry(InquiryVerdict.Recorded, OnlyInvoice));

    public Task<InquiryEntry> Open(OpenInquiry inquiry, CancellationToken gone = default) =>
        Task.FromResult(new InquiryEntry(InquiryVerdict.Recorded, Invoice: null));

    public Task<InquiryEntry> Close(InquiryRecord record, TimeSpan? patience = null) => Record(record);

    public Task<IReadOnlyList<OpenInquiry>> Take(int limit, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<OpenInquiry>>([]);

    public Task<IReadOnlyList<OpenInquiry>> Overdue(DateTimeOffset now, int limit, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<OpenInquiry>>([]);

    public Task<OpenInquiry?> Find(InquiryId id, CancellationToken cancel) => Task.FromResult<OpenInquiry?>(null);

    public Task Unassign(InquiryId id) => Task.CompletedTask;

    public Task<IReadOnlyList<OpenInquiry>> Find(RouteName route, string providerId, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<OpenInquiry>>([]);

    public Task Write(
        InquiryId inquiry, PartnerId partner, string bankCode, RouteStep step, DateTimeOffset? giveUpAt = null) =>
        Task.CompletedTask;

    public Task Keep(InquiryId inquiry, string providerId) => Task.CompletedTask;

    public Task PutBack(InquiryId id, TimeSpan pause, CancellationToken cancel) => Task.CompletedTask;

    public Task<VirtualAccount?> Find(VaNumber number, DateTimeOffset now) => Task.FromResult<VirtualAccount?>(null);

    public DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public bool MayWork => true;

    public bool MayDecide => true;

    public void Ring()
    {
    }

    public void Count(Partner partner, DialectName dialect, string what)
    {
    }

    public bool IsSpent(Partner partner) => false;

    public bool IsSpent(Credential credential) => false;

    public Task<bool> MayAsk(MissAccount account, TimeSpan patience) => Task.FromResult(true);

    public Task<bool> Pay(MissAccount account, TimeSpan patience) => Task.FromResult(true);

    public Task<Invoice?> Find(PartnerId partner, InvoiceId id, CancellationToken cancel) =>
        Task.FromResult<Invoice?>(null);

    public Task<InvoicePage> List(PartnerId partner, InvoiceFilter filter, CancellationToken cancel) =>
        Task.FromResult(new InvoicePage(0, []));

    public Task<(PayVerdict Verdict, Invoice? Invoice)> Pay(
        PartnerId partner, InvoiceId id, DateTimeOffset now, CancellationToken cancel) =>
        Task.FromResult<(PayVerdict, Invoice?)>((PayVerdict.NotFound, null));
}
