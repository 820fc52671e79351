using Dapper;
using Npgsql;
using Periksa.Operators.Audit;
using Periksa.Operators.Credentials;
using Periksa.Operators.Partners;

namespace Periksa.Operators.Misses;

/// <summary>Forgives misses: whoever has used up a miss budget may ask again, on every host within a second.</summary>
public sealed class MissAdministration(NpgsqlDataSource database)
{
    const string BudgetOfPartner = "select miss_budget from partners where id = @id";

    const string BudgetOfCredential = """
        select partner, miss_budget as Budget from credentials where dialect = @dialect and name = @name
        """;

    // Refilled by one a minute, in real time.
    const string Fill = """
        delete from miss_budgets where partner = @whose
        returning floor(least(@budget, left_now + extract(epoch from clock_timestamp() - learned_at) / 60))::int
        """;

    /// <summary>Forgives a partner.</summary>
    public Task<Outcome<ForgivenMisses>> Forgive(Actor actor, string partner, string? reason) =>
        AuditedChange.Make<ForgivenMisses>(database, actor, async change =>
        {
            if (Words.RefuseReason(reason) is { } refusal)
                return refusal;

            if (!await PartnerAdministration.Take(change.Connection, partner))
                return await PartnerAdministration.NotFound(change.Connection, partner);

            return await change.Connection.QuerySingleAsync<int?>(BudgetOfPartner, new { id = partner }) is { } budget
                ? await Forgive(change, PartnerAdministration.Subject(partner), partner, budget, reason)
                : Refusal.Conflict($"{partner} has no miss budget: nothing that it misses is counted.");
        });

    /// <summary>Forgives a credential that has a budget of its own beside its partner's.</summary>
    public Task<Outcome<ForgivenMisses>> Forgive(Actor actor, string dialect, string name, string? reason) =>
        AuditedChange.Make<ForgivenMisses>(database, actor, async change =>
        {
            if (Words.RefuseReason(reason) is { } refusal)
                return refusal;

            if (Words.RefuseCredentialName(name, int.MaxValue) is not null
                || Words.RefuseCredentialName(dialect, int.MaxValue) is not null)
            {
                return CredentialAdministration.NotFound(dialect, name);
            }

            var (partner, budget) = await change.Connection.QuerySingleOrDefaultAsync<(string? Partner, int? Budget)>(
                BudgetOfCredential, new { dialect, name });
            if (partner is null)
                return CredentialAdministration.NotFound(dialect, name);

            return budget is { } full
                ? await Forgive(
                    change, CredentialAdministration.Subject(dialect, name), $"{dialect}:{name}", full, reason)
                : Refusal.Conflict(
                    $"{name} of {dialect} has no miss budget of its own: what its partner has missed is forgiven by "
                    + $"'periksa partner forgive {partner}'.");
        });

    static async Task<ForgivenMisses> Forgive(
        AuditedChange change, string subject, string whose, int budget, string? reason)
    {
        var left = await change.Connection.QuerySingleOrDefaultAsync<int?>(Fill, new { whose, budget });
        var done = new ForgivenMisses(whose, budget, left);
        await change.Note("misses.forgive", subject, null, done, OperatorsJson.Default.ForgivenMisses, reason);
        return done;
    }
}
