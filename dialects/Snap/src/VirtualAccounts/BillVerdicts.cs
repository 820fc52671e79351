using Periksa.Wire.Snap;

namespace Periksa.Dialects.Snap.VirtualAccounts;

/// <summary>The words that services 24 and 25 have for accounts and bills, each with its own digits in the
/// code.</summary>
internal sealed class BillVerdicts(int service)
{
    public SnapCodes Usual { get; } = SnapCodes.Standard(service);

    public SnapCode NotABank { get; } = ResponseCodes.FeatureNotAllowed(service, "Not a bank");

    public Verdict Successful { get; } = new(ResponseCodes.Successful(service), Verdict.Success);

    /// <summary>No account can have this number. Of the standard's words for cards, accounts and customers, those for a
    /// virtual account.</summary>
    public Verdict Impossible { get; } = new(
        new(404, service, 11, "Invalid Virtual Account"),
        new("Invalid virtual account number", "Nomor virtual account tidak valid"));

    public Verdict NotFound { get; } = new(
        ResponseCodes.InvalidBill(service, "Not Found"), new("Bill not found", "Tagihan tidak ditemukan"));

    public Verdict Paid { get; } = new(
        ResponseCodes.PaidBill(service), new("Bill has been paid", "Tagihan telah dibayar"));

    public Verdict Expired { get; } = new(ResponseCodes.ExpiredBill(service), HasExpired);

    /// <summary>The same in the words of other banks.</summary>
    public Verdict TransactionExpired { get; } = new(ResponseCodes.TransactionExpired(service), HasExpired);

    public Verdict Conflict { get; } = new(
        ResponseCodes.Conflict(service),
        new("Cannot use the same X-EXTERNAL-ID", "X-EXTERNAL-ID tidak boleh digunakan kembali"));

    static BothLanguages HasExpired { get; } = new("Bill has expired", "Tagihan telah kedaluwarsa");

    /// <summary>Where there is no bill.</summary>
    public Verdict NoBillOn(AccountIdentity account) => account.IsPossible ? NotFound : Impossible;

    /// <summary>Where all bills have expired.</summary>
    public Verdict ExpiredFor(BankTerms terms) => terms.Expired switch
    {
        BankExpired.Bill => Expired,
        BankExpired.Transaction => TransactionExpired,
    };
}
