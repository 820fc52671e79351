using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Periksa.Inquiries;
using Periksa.Inquiries.Remembering;
using Periksa.Retention;

namespace Periksa.Store.Tests;

/// <summary>What providers have answered, as all hosts find it, and forgetting it.</summary>
public sealed class RememberedAnswerTests(Shop shop) : IAsyncLifetime, IClassFixture<Shop>
{
    static readonly BankAccount Account = new("014", "0123456789");
    static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    readonly DateTimeOffset _now = Rounded(TimeProvider.System.GetUtcNow());
    RememberedAnswers _one = null!;
    RememberedAnswers _other = null!;

    public async ValueTask InitializeAsync()
    {
        await shop.Execute("truncate remembered_answers");
        (_one, _other) = (await Open(), await Open());
    }

    public async ValueTask DisposeAsync()
    {
        await _one.StopAsync(CancellationToken.None);
        await _other.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Are_found_on_every_host_as_they_were_said()
    {
        RememberedAnswer[] said =
        [
            Found("SITI N***"), NotFound(AccountAbsence.Unknown), NotFound(AccountAbsence.Closed),
            NotFound(AccountAbsence.Dormant), NotFound(AccountAbsence.Blocked),
        ];

        for (var i = 0; i < said.Length; i++)
        {
            var answer = said[i] with { Account = new("014", $"{i}") };
            await _one.Learn(answer, isKept: true);

            Assert.Equal(answer, await _one.Find(answer.Account));
            Assert.Equal(answer, await _other.Find(answer.Account));
        }

        Assert.Null(await _other.Find(new("002", "0")));   // another bank's
    }

    [Fact]
    public async Task Are_found_and_learned_in_groups_each_for_its_own_caller()
    {
        var all = Enumerable.Range(0, 1500)
            .Select(i => Found($"Holder {i}") with { Account = new(i % 2 == 0 ? "014" : "002", $"{i / 2}") }).ToList();

        await Task.WhenAll(all.Select((one, i) => (i % 3 == 0 ? _one : _other).Learn(one, isKept: true)));
        var found = await Task.WhenAll(all.Concat(all).Select(one => _one.Find(one.Account)));

        Assert.Equal(all.Concat(all), found);
    }

    [Fact]
    public async Task Give_way_to_what_was_asked_for_later_in_whatever_order_they_come()
    {
        var answers = Enumerable.Range(0, 60)
            .Select(i => Found($"Holder {i}") with { AskedAt = _now + (i * Second / 60) }).ToArray();
        var shuffled = answers.ToArray();
        Random.Shared.Shuffle(shuffled);

        await Task.WhenAll(shuffled.Select((one, i) => (i % 2 == 0 ? _one : _other).Learn(one, isKept: true)));

        Assert.Equal("Holder 59", (await _one.Find(Account))?.HolderName);
    }

    [Fact]
    public async Task Are_forgotten_on_every_host_at_once_and_not_learned_again_by_an_earlier_question()
    {
        await _one.Learn(Found("Siti"), isKept: true);

        Assert.True(await _other.Forget(Account));
        Assert.Null(await _one.Find(Account));
        Assert.False(await _one.Forget(Account));

        // Asked before, and by a host whose clock is ahead.
        await _one.Learn(Found("Siti") with { AskedAt = _now - Second }, isKept: true);
        await _one.Learn(Found("Siti") with { AskedAt = _now + (2 * Second) }, isKept: true);
        Assert.Null(await _other.Find(Account));

        await _one.Learn(Found("Siti") with { AskedAt = _now + (10 * Second) }, isKept: true);
        Assert.Equal("Siti", (await _other.Find(Account))?.HolderName);
    }

    /// <summary>Nobody has asked about it yet, but somebody is asking.</summary>
    [Fact]
    public async Task Are_not_learned_of_an_account_that_is_forgotten_while_it_is_asked_about_for_the_first_time()
    {
        Assert.False(await _other.Forget(Account));

        await _one.Learn(Found("Siti"), isKept: true);

        Assert.Null(await _other.Find(Account));
        Assert.Equal(
            (null, null), await shop.Ask<(string?, string?)>("select holder_name, connector from remembered_answers"));
    }

    [Fact]
    public async Task Give_way_to_what_is_learned_after_a_sandboxs_clock_has_gone_back()
    {
        var late = _now + TimeSpan.FromDays(3);
        await _one.Learn(Found("Of a time to come") with { AskedAt = late, LearnedAt = late }, isKept: true);

        await _one.Learn(Found("Siti"), isKept: true);

        Assert.Equal("Siti", (await _other.Find(Account))?.HolderName);
    }

    [Fact]
    public async Task Are_overtaken_by_what_is_not_kept_and_otherwise_leave_nothing()
    {
        await _one.Learn(NotFound(AccountAbsence.Unknown), isKept: true);

        await _one.Learn(Found("Siti") with { AskedAt = _now - Second }, isKept: false);
        Assert.NotNull(await _other.Find(Account));   // it was asked for before

        await _one.Learn(Found("Siti") with { AskedAt = _now + Second }, isKept: false);
        Assert.Null(await _other.Find(Account));

        await _one.Learn(Found("Budi") with { Account = new("014", "1") }, isKept: false);
        Assert.Equal(1, await shop.Ask<int>("select count(*) from remembered_answers"));
        Assert.Equal(0, await shop.Ask<int>("select count(holder_name) from remembered_answers"));
    }

    /// <summary>However often an account is learned, its index entry stays where it is.</summary>
    [Fact]
    public async Task Are_learned_anew_without_touching_an_index()
    {
        await _one.Learn(Found("Siti"), isKept: true);
        await using var connection = await shop.Source.OpenConnectionAsync();
        await using var moment = await connection.BeginTransactionAsync();
        const string count = "select pg_stat_get_xact_tuples_hot_updated('remembered_answers'::regclass)";
        var before = await connection.QuerySingleAsync<long>(count);

        await Forgetting.Forget(connection, [Account]);
        await connection.ExecuteAsync("""
            update remembered_answers set outcome = 'found', holder_name = 'Siti', connector = 'a', asked_at = now()
            """);

        Assert.Equal(before + 2, await connection.QuerySingleAsync<long>(count));
    }

    [Fact]
    public async Task Are_no_use_to_anybody_when_they_are_too_old_and_go()
    {
        var hour = TimeSpan.FromHours(1);
        foreach (var (number, age) in new[] { ("1", 3), ("2", 1) })
        {
            await _one.Learn(Aged(Found("Siti"), number, age * hour), isKept: true);
            await _one.Learn(Aged(NotFound(AccountAbsence.Closed), $"9{number}", age * hour / 10), isKept: true);
        }

        await _one.Forget(new("014", "3"));
        var retention = new DayRetention(shop.Source);
        Assert.NotNull(await retention.Forget(_ => Order(new(2 * hour, hour / 5)), _ => { }, default));
        Assert.Equal("2 3 92", await Numbers());

        // Where nothing is remembered any more, nothing stays; what was forgotten does for a day.
        await retention.Forget(_ => Order(new(default, default)), _ => { }, default);
        Assert.Equal("3", await Numbers());
        await shop.Execute("update remembered_answers set learned_at = learned_at - interval '25 hours'");
        await retention.Forget(_ => Order(new(default, default)), _ => { }, default);
        Assert.Equal("", await Numbers());
    }

    [Fact]
    public async Task Go_with_the_days_before_which_everything_is_forgotten()
    {
        await _one.Learn(Aged(Found("Siti"), "1", TimeSpan.FromDays(40)), isKept: true);
        await _one.Learn(Aged(Found("Siti"), "2", TimeSpan.FromDays(1)), isKept: true);

        var month = BusinessDay.Of(_now).AddDays(-30);
        await new DayRetention(shop.Source).Forget(_ => new(month), _ => { }, default);

        Assert.Equal("2", await Numbers());
    }

    Task<string> Numbers() => shop.Ask<string>(
        "select coalesce(string_agg(account_number, ' ' order by account_number), '') from remembered_answers");

    static RetentionOrder Order(AnswersKept kept) => new(Before: null) { Answers = kept };

    RememberedAnswer Aged(RememberedAnswer answer, string number, TimeSpan age) =>
        answer with { Account = new("014", number), AskedAt = _now - age, LearnedAt = _now - age };

    RememberedAnswer Found(string name) =>
        new(Account, InquiryOutcome.Found, name, default, new("bank-a"), _now, _now);

    RememberedAnswer NotFound(AccountAbsence why) =>
        new(Account, InquiryOutcome.NotFound, null, why, new("bank-b"), _now, _now);

    async Task<RememberedAnswers> Open()
    {
        var answers = new RememberedAnswers(shop.Source, shop.Source, NullLogger<RememberedAnswers>.Instance);
        await answers.StartAsync(CancellationToken.None);
        return answers;
    }

    // PostgreSQL keeps microseconds.
    static DateTimeOffset Rounded(DateTimeOffset moment) => new(moment.Ticks - (moment.Ticks % 10), TimeSpan.Zero);
}
