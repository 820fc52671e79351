using System.Collections.Frozen;

namespace Periksa.Connectors.Snap;

/// <summary>Our codes of banks and the provider's.</summary>
internal sealed class BankCodes
{
    const int BicLength = 8;
    const int BicWithBranchLength = 11;

    readonly SnapBankForm _form;
    readonly FrozenDictionary<string, string> _special;
    readonly ILookup<string, string> _ours;

    public BankCodes(SnapRouteOptions options)
    {
        _form = options.BankForm;
        _special = options.BankCodes.ToFrozenDictionary(StringComparer.Ordinal);
        _ours = BankList.Published.All.Select(bank => bank.Code).Union(_special.Keys)
            .Where(code => Theirs(code) is not null)
            .ToLookup(code => Theirs(code)!, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The provider's code for one of ours; <c>null</c> where there is none.</summary>
    public string? Theirs(string ours) => _special.GetValueOrDefault(ours) ?? _form switch
    {
        SnapBankForm.Code => ours,
        SnapBankForm.Bic => BankList.Published.Find(ours)?.Swift,
        SnapBankForm.BicOrCode => BankList.Published.Find(ours)?.Swift ?? ours,
        SnapBankForm.Listed => null,
    };

    /// <summary>Our code for one that a provider says; <c>null</c> where it could be several's, or means nothing to
    /// us.</summary>
    /// <param name="asked">Ours for the bank that was asked about; <c>null</c> where that is not known.</param>
    public string? Ours(string theirs, string? asked)
    {
        string[] all = [.. _ours[theirs]];
        if (asked is not null && all.Contains(asked))
            return asked;

        return all switch
        {
            [var one] => one,
            [] => FindOfOtherForm(theirs),
            _ => null,
        };
    }

    static string? FindOfOtherForm(string theirs) =>
        (BankList.Published.Find(theirs)
            ?? (theirs.Length is BicLength or BicWithBranchLength
                ? BankList.Published.FindBySwift(theirs[..BicLength].ToUpperInvariant())
                : null))?.Code;
}
