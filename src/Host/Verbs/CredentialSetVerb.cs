using System.CommandLine;
using Periksa.Operators;
using Periksa.Operators.Credentials;

namespace Periksa.Host.Verbs;

/// <summary><c>periksa credential set</c>: from where, how and how much a credential may ask.</summary>
static class CredentialSetVerb
{
    static readonly Option<string[]> Addresses = new("--address")
    {
        Description = "An address or network that it may call from, once for each; 'any' for anywhere.",
        HelpName = "NETWORK",
    };

    static readonly Option<bool?> MustSign = new("--must-sign")
    {
        Description = "IPG channels: whether each request is signed.",
    };

    static readonly Option<bool?> IsBank = new("--bank")
    {
        Description = "SNAP: whether it is a bank, which says what was paid.",
    };

    static readonly Option<string[]> Quirks = new("--quirk")
    {
        Description = "utc-clock: its stamps are UTC, whatever zone they show; 'none' for none.",
        HelpName = "WORD",
    };

    static readonly Option<string?> Misses =
        Given.Limited("--miss-budget", "Virtual accounts without a bill that it may ask about.");

    static readonly Option<string?> VaRefusal = Given.Text(
        "--va-refusal", "full|bare",
        "A bank: whether a refusal shows the account and the reason, or code and text alone.");

    static readonly Option<string?> VaExpired = Given.Text(
        "--va-expired", "4042419|4032400", "A bank: what it is told of a bill that has run out.");

    static readonly Option<string?> VaRepeat = Given.Text(
        "--va-repeat", "inconsistent|replay",
        "A bank: whether a payment sent again to the letter hears 4042518, or the first result.");

    static readonly Option<string?> Reason = Given.Reason();

    public static Command Verb() =>
        new Command("set", "Says from where, how and how much a credential may ask; what is not named stays.")
            {
                CredentialVerb.Dialect, CredentialVerb.Name, Addresses, MustSign, IsBank, Quirks, Misses, VaRefusal,
                VaExpired, VaRepeat, Reason,
            }
            .Asks(
                OperatorsJson.Plain.CredentialEntry,
                (desk, given, _) => CredentialVerb.Of(desk).Edit(
                    Desk.Actor,
                    given.GetValue(CredentialVerb.Dialect)!,
                    given.GetValue(CredentialVerb.Name)!,
                    one => Edit(one, given),
                    reason: given.GetValue(Reason))
                    .OrRefuse(),
                CredentialVerb.Print)
            .WithExamples(
                "periksa credential set sento tokomaju --address 203.0.113.0/24 --address 198.51.100.7",
                "periksa credential set ipg-channel bank-baru --miss-budget 50",
                "periksa credential set snap BANKSATU --bank true --va-refusal bare --va-expired 4032400");

    static CredentialEntry Edit(CredentialEntry one, ParseResult given) => one with
    {
        Addresses = Listed(given.GetValue(Addresses), "any") ?? one.Addresses,
        MustSign = given.GetValue(MustSign) ?? one.MustSign,
        IsBank = given.GetValue(IsBank) ?? one.IsBank,
        Quirks = Listed(given.GetValue(Quirks), "none") ?? one.Quirks,
        MissBudget = given.GetValue(Misses) is { } budget ? Given.ReadLimit(budget) : one.MissBudget,
        VaRefusal = given.GetValue(VaRefusal) ?? one.VaRefusal,
        VaExpired = given.GetValue(VaExpired) ?? one.VaExpired,
        VaRepeat = given.GetValue(VaRepeat) ?? one.VaRepeat,
    };

    // None on the command line: what there is stays.
    static string[]? Listed(string[]? given, string none) => given switch
    {
        null or [] => null,
        [var only] when only == none => [],
        _ => given,
    };
}
