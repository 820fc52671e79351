using Dapper;
using Periksa.Bills;

namespace Periksa.Store.Tests;

/// <summary>References while a host or a table of the version before is still there.</summary>
public sealed class BillReferenceUpgradeTests(Shop shop) : TwoBillStores(shop)
{
    /// <summary>Before the last schema file, which waits for hosts that need the old key.</summary>
    [Fact]
    public async Task Is_refused_on_another_day_while_the_database_has_the_key_that_knew_none()
    {
        await Shop.Execute("alter table bill_payments add constraint ref_once unique (channel, ref_id)");
        try
        {
            await Shop.Make(Shop.Bill(BillType.Open));
            await Books.Pay(Shop.Order("same"));

            var later = await Books.Pay(Shop.Order("same") with { TransactionAt = Noon.AddDays(30) });

            Assert.Equal(PaymentRefusal.ReferenceUsed, later.Refusal);
            Assert.False((await Books.Pay(Shop.Order("same"))).IsNew);
            Assert.Equal(Money.Rupiah(100_000), await Shop.BillsBalance());
        }
        finally
        {
            await Shop.Execute("alter table bill_payments drop constraint ref_once");
        }
    }

    /// <summary>A host of the version before takes no turn for the reference: its payment is seen by its key
    /// alone.</summary>
    [Fact]
    public async Task Is_found_when_a_host_of_the_version_before_has_just_written_it()
    {
        var bill = await Shop.Make(Shop.Bill(BillType.Open));
        await Shop.Make(Shop.Bill(BillType.Open, va: "8673010000000002"));
        Task<PaymentEntry> paying;
        await using (var connection = await Shop.Source.OpenConnectionAsync())
        {
            await using var transaction = await connection.BeginTransactionAsync();
            await connection.ExecuteAsync(
                """
                insert into bill_payments (id, bill, channel, ref_id, amount, transaction_at, paid_after, at)
                values (gen_random_uuid(), @Id, 'bank', 'same', 10000000, @Noon, 10000000, @Noon)
                """,
                new { Id = bill.Id.Value, Noon = Noon.UtcDateTime });
            paying = Books.Pay(Shop.Order("same", va: "8673010000000002"));
            await Shop.UntilSomebodyWaits();
            await transaction.CommitAsync();
        }

        Assert.Equal(PaymentRefusal.AccountDiffers, (await paying).Refusal);

        // The proof has no movement of what was written here by hand.
        await Shop.Execute("alter table bill_payments disable trigger user; delete from bill_payments; "
            + "alter table bill_payments enable trigger user");
    }
}
