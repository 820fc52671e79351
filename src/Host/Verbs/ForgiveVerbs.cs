using System.CommandLine;
using Periksa.Operators;
using Periksa.Operators.Misses;

namespace Periksa.Host.Verbs;

/// <summary><c>periksa partner forgive</c> and <c>periksa credential forgive</c>: whoever has missed too often may ask
/// again.</summary>
static class ForgiveVerbs
{
    static readonly Option<string?> Reason = Given.Reason();

    public static Command OfPartner(Argument<string> id) =>
        new Command("forgive", "Fills a partner's miss budget, on all hosts within a second.") { id, Reason }
            .Asks(
                OperatorsJson.Plain.ForgivenMisses,
                (desk, given, _) => Of(desk).Forgive(
                    Desk.Actor, given.GetValue(id)!, given.GetValue(Reason)).OrRefuse(),
                Print)
            .WithExamples("periksa partner forgive toko-maju --reason 'an old list; they have mended it'");

    public static Command OfCredential() =>
        new Command("forgive", "Fills a credential's own miss budget, on all hosts within a second.")
            {
                CredentialVerb.Dialect, CredentialVerb.Name, Reason,
            }
            .Asks(
                OperatorsJson.Plain.ForgivenMisses,
                (desk, given, _) => Of(desk).Forgive(
                    Desk.Actor, given.GetValue(CredentialVerb.Dialect)!, given.GetValue(CredentialVerb.Name)!,
                    given.GetValue(Reason)).OrRefuse(),
                Print)
            .WithExamples("periksa credential forgive ipg-channel bank-baru --reason 'a typist; ticket 4711'");

    static MissAdministration Of(Desk desk) => new(desk.Database.Source);

    static void Print(ForgivenMisses done) => Console.WriteLine(done.Left is { } left
        ? FormattableString.Invariant($"{done.Whose} has {done.Budget} misses in store now, and had {left}.")
        : FormattableString.Invariant($"{done.Whose} has {done.Budget} misses in store, and had as many."));
}
