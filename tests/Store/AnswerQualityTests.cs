using Npgsql;
using Periksa.Inquiries;
using Periksa.Inquiries.Routing;

namespace Periksa.Store.Tests;

/// <summary>What is kept of an answer beside the name, and told of it.</summary>
public sealed class AnswerQualityTests(Shop shop) : IAsyncLifetime, IClassFixture<Shop>
{
    static readonly RouteName Bank = new("bank-a");
    static readonly BankAccount Account = new("014", "0123456789");
    static readonly AnswerHandle Handle = new("sess-0042", TimeSpan.FromMinutes(15));

    public async ValueTask InitializeAsync()
    {
        await shop.ForgetInquiries();
        await shop.Execute("truncate provider_questions, question_counts");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("SITI NURHALIZA", null, "full", "")]
    [InlineData("MUHAMMAD RIZKY PRATAMA S", 24, "cut_24", "; the name was cut 24")]
    [InlineData("S*** N*****IZA", null, "masked", "; the name was masked")]
    public async Task Is_kept_with_the_question_and_told(string name, int? cutAt, string word, string told)
    {
        var why = await Heard(new BankReply.Found(name) { CutAt = cutAt });

        Assert.Equal((word, null), await shop.Ask<(string, string?)>("select quality, handle from provider_questions"));
        Assert.EndsWith($"and cost Rp 0.00{told}.", $"{why}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_nothing_of_an_answer_that_names_nobody()
    {
        await Heard(new BankReply.NotFound(AccountAbsence.Blocked));

        Assert.Null(await shop.Ask<string?>("select quality from provider_questions"));
    }

    /// <summary>It is its partner's, ends, and is shown to nobody.</summary>
    [Fact]
    public async Task Has_a_handle_that_is_kept_for_its_partner_and_not_shown()
    {
        var why = await Heard(new BankReply.Found("SITI") { IsSuspected = true, Handle = Handle });

        Assert.Equal(
            ("sess-0042", "toko", 900, true),
            await shop.Ask<(string, string, int, bool)>("""
                select handle, partner, extract(epoch from handle_until - heard_at)::int, suspected
                from provider_questions
                """));
        Assert.Matches("; it suspects the account; a handle is kept until [0-9: -]+ WIB[.]$", $"{why}");
        Assert.DoesNotContain(Handle.Value, $"{why}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_not_overwritten_by_somebody_who_gave_up()
    {
        await Heard(new BankReply.Found("S*** N***") { Handle = Handle });
        var id = await shop.Ask<Guid>("select inquiry from provider_questions");
        var late = new Trail();
        late.Ask(Bank);

        await (await shop.OpenLedger()).Write(
            new(id), new(Shop.Toko), "014", late.Hear(Bank, new BankReply.Pending(), Account));

        Assert.Equal(
            ("masked", "sess-0042"),
            await shop.Ask<(string, string)>("select quality, handle from provider_questions"));
    }

    [Fact]
    public async Task Has_no_handle_without_an_end()
    {
        await Heard(new BankReply.Found("SITI"));

        await Assert.ThrowsAsync<PostgresException>(() => shop.Execute("update provider_questions set handle = 'x'"));
    }

    async Task<Explanation?> Heard(BankReply reply)
    {
        var trail = new Trail();
        trail.Ask(Bank);
        trail.Hear(Bank, reply, Account);
        var record = shop.Record() with { Steps = trail.Steps };
        await (await shop.OpenLog()).Record(record);
        return await Explanation.Find(shop.Source, record.Id, CancellationToken.None);
    }
}
