using Periksa.Bills;
using Periksa.Dialects.Ipg.Biller;
using Periksa.Tests.Support;

namespace Periksa.Dialects.Ipg.Tests.Biller;

/// <summary>The requests that reach the office behind the dialect.</summary>
public class AskingTests
{
    readonly ScriptedBillOffice _office = Scripts.Office();

    [Fact]
    public async Task Has_a_bill_made_with_all_that_the_books_need()
    {
        await DialectHost.Ask(
            Letter.Making(
                """
                {"va_number":"1234567890","prefix":["867301"],"type":"partial","name":"SPP","customer_name":"John Doe",
                "customer_email":"a@b.example","customer_phone":"0812","customer_address":"","description":"d",
                "ext_description":"e","invoice_number":"INV-001","due_date":"2022-04-05T00:00:00+07:00",
                "valid_until":"2022-04-05T13:32:08Z","institution_code":"SD-001","total_amount":"1001",
                "components":[{"name":"a","qty":"2","price":"500.25"},{"name":"b","price":0.5}]}
                """),
            _office);

        var asked = _office.Asked!;
        Assert.Equal(
            new NewBill(
                new(Callers.Usual),
                new("8673011234567890"),
                BillType.Partial,
                "SPP",
                new("John Doe", "a@b.example", "0812", ""),
                "d",
                "e",
                new(2022, 4, 4, 17, 0, 0, TimeSpan.Zero),
                new(2022, 4, 5, 13, 32, 8, TimeSpan.Zero),
                "INV-001",
                asked.Components,
                DialectHost.Now),
            asked);
        Assert.Equal(
            [
                new BillComponent("00000001-0000-4000-8000-000000000000", "a", 2, new(50_025, Currency.Idr)),
                new BillComponent("00000002-0000-4000-8000-000000000000", "b", 1, new(50, Currency.Idr)),
            ],
            asked.Components);
        Assert.Equal(TimeSpan.Zero, asked.DueAt!.Value.Offset);
    }

    [Fact]
    public async Task Has_no_bill_made_that_is_wrong()
    {
        await DialectHost.Ask(Letter.Making(Letter.Bill.Replace("100000", "0", StringComparison.Ordinal)), _office);

        Assert.Null(_office.Asked);
    }

    [Theory]
    [InlineData("", null, null, null, 0, 10)]
    [InlineData("?va_number=8673011234567890", "8673011234567890", null, null, 0, 10)]
    [InlineData("?invoice_number=INV%2F1%20a", null, "INV/1 a", null, 0, 10)]
    [InlineData("?status=active", null, null, BillStatus.Active, 0, 10)]
    [InlineData("?status=paid", null, null, BillStatus.Paid, 0, 10)]
    [InlineData("?status=expired", null, null, BillStatus.Expired, 0, 10)]
    [InlineData("?status=void", null, null, BillStatus.Void, 0, 10)]
    [InlineData("?offset=20&limit=100", null, null, null, 20, 100)]
    [InlineData("?offset=2147483647&limit=1", null, null, null, int.MaxValue, 1)]
    public async Task Asks_for_bills_with(
        string query, string? vaNumber, string? invoiceNumber, BillStatus? status, int offset, int limit)
    {
        await DialectHost.Ask(Letter.Get(query), _office);

        Assert.Equal(
            new(VaNumber.OrNull(vaNumber), invoiceNumber, status, DialectHost.Now, offset, limit), _office.Sought);
    }

    [Theory]
    [InlineData("?cursor=", null)]
    [InlineData("?cursor=AX_xuRsgfFW0M2O1NlLxxA", "017ff1b9-1b20-7c55-b433-63b53652f1c4")]
    public async Task Walks_through_bills_with(string query, string? after)
    {
        await DialectHost.Ask(Letter.Get(query), _office);

        Assert.Equal(
            new(null, null, null, DialectHost.Now, 0, 10)
            {
                IsWalk = true, After = after is null ? null : new BillId(Guid.Parse(after)),
            },
            _office.Sought);
    }

    [Fact]
    public async Task Asks_for_the_payments_of_a_day()
    {
        await DialectHost.Ask(Letter.To(HttpMethod.Get, "/api/v2/gw/payment?date=2022-04-04"), _office);

        Assert.Equal(new(new(2022, 4, 4), After: null, 100), _office.SoughtPayments);
    }

    /// <summary>They are not the tests' ids, but chance's.</summary>
    [Fact]
    public async Task Makes_ids_of_its_own_where_nobody_brings_any()
    {
        await using var host = await BareHost.Start(
            services =>
            {
                DialectHost.Furnish(services);
                services.Remove(services.Single(one => one.ServiceType == typeof(NewId)));
            },
            DialectHost.Map);

        using var request = Letter.Making().ToRequest();
        using var reply = await host.Client.SendAsync(request);

        Assert.Matches(
            "\"components\":\\[{\"id\":\"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\"",
            await reply.Content.ReadAsStringAsync());
    }
}
