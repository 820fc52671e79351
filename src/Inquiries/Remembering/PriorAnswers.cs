using Microsoft.Extensions.Logging;

namespace Periksa.Inquiries.Remembering;

/// <summary>Answers from memory, as long as they are young; what providers answer is held against it and
/// learned.</summary>
public sealed partial class PriorAnswers(
    IRememberedAnswers answers, AnswerAges ages, TimeProvider clock, ILogger<PriorAnswers> log)
{
    /// <summary>The answer that is remembered of an account and young enough; <c>null</c> for none.</summary>
    /// <exception cref="TooBusyException">There is no room to ask the database.</exception>
    /// <exception cref="TimeoutException">The database is out of reach.</exception>
    public async Task<LookupResult?> Find(BankAccount account, CancellationToken gone = default)
    {
        if (ages.IsNone || await answers.Find(account, gone) is not { } answer)
            return null;

        return ages.Age(answer, clock.GetUtcNow()) is { } age
            ? new LookupResult(answer.Outcome, answer.HolderName)
            {
                Absence = answer.Absence,
                Source = new AnswerSource.Remembered(answer.Connector, age),
            }
            : null;
    }

    /// <summary>The same where memory is only a help: without an answer the provider is asked, or believed.</summary>
    public async Task<LookupResult?> TryFind(BankAccount account)
    {
        try
        {
            return await Find(account);
        }
        catch (Exception e)
        {
            Log.NotFound(log, e);
            return null;
        }
    }

    /// <summary>What may be concluded from a provider's answer: nothing, where another provider has just named a holder
    /// who cannot be the same. Then neither is believed from now on.</summary>
    public async Task<LookupResult> Judge(BankAccount account, LookupResult fresh)
    {
        if (fresh is not { Outcome: InquiryOutcome.Found, HolderName: { } name, Route: { } route }
            || await TryFind(account) is not { HolderName: { } held } known
            || known.Source is not AnswerSource.Remembered { Connector: var other } source
            || other == route
            || HolderNames.Agree(name, held))
        {
            return fresh;
        }

        Log.Differ(
            log, account.BankCode, Masked.Account(account.Number), other, Masked.Name(held), source.Age, route,
            Masked.Name(name));
        await TryForget(account);
        return new(InquiryOutcome.Unclear) { Route = route };
    }

    /// <summary>Learns what a provider has answered. It never fails: an answer that is lost costs another
    /// question.</summary>
    public async Task Learn(BankAccount account, DateTimeOffset askedAt, LookupResult fresh)
    {
        if (ages.IsNone || fresh is not { Route: { } route, Source: null }
            || fresh.Outcome is not (InquiryOutcome.Found or InquiryOutcome.NotFound))
        {
            return;
        }

        var answer = new RememberedAnswer(
            account, fresh.Outcome, fresh.HolderName, fresh.Absence, route, askedAt, clock.GetUtcNow());
        try
        {
            await answers.Learn(answer, isKept: ages.For(fresh.Outcome) is not null);
        }
        catch (Exception e)
        {
            Log.NotLearned(log, e);
        }
    }

    async Task TryForget(BankAccount account)
    {
        try
        {
            await answers.Forget(account);
        }
        catch (Exception e)
        {
            Log.NotForgotten(log, e, account.BankCode, Masked.Account(account.Number));
        }
    }

    static partial class Log
    {
        [LoggerMessage(160, LogLevel.Error,
            "Two providers name two holders of account {MaskedAccount} at bank {Bank}: {Other} said {MaskedHeld} {Age} "
            + "ago, and {Route} says {MaskedName} now. The answer is pending, and what was remembered is forgotten. "
            + "Find out who is wrong")]
        public static partial void Differ(
            ILogger log,
            string bank,
            string maskedAccount,
            RouteName other,
            string maskedHeld,
            TimeSpan age,
            RouteName route,
            string maskedName);

        [LoggerMessage(161, LogLevel.Warning, "Remembered answers could not be asked; a provider is asked instead")]
        public static partial void NotFound(ILogger log, Exception e);

        [LoggerMessage(162, LogLevel.Warning, "An answer could not be remembered; it will be asked for again")]
        public static partial void NotLearned(ILogger log, Exception e);

        [LoggerMessage(163, LogLevel.Error,
            "Account {MaskedAccount} at bank {Bank} could not be forgotten: do it by 'periksa forget'")]
        public static partial void NotForgotten(ILogger log, Exception e, string bank, string maskedAccount);
    }
}
