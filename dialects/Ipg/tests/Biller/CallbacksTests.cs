using System.Text;
using Periksa.Bills;
using Periksa.Dialects.Ipg.Biller;

namespace Periksa.Dialects.Ipg.Tests.Biller;

public class CallbacksTests
{
    const string Url = "https://toko-maju.example/hooks/ipg";

    /// <summary>Of the sample, made with Python and <c>openssl dgst -sha256 -hmac</c>.</summary>
    const string Signature = "cddcc025094ca219c80842f14b3ccf99bb9c32447c8a499e5546cf25d4f84748";

    /// <summary>The bill of the vendor's sample, paid once.</summary>
    const string Paid =
        """
        {"event":"payment.received",
        "context":{"hash":"x24da1dF","va_number":"8673011234567890","type":"open","name":"SPP Bulan Januari",
        "customer_name":"John Doe","customer_email":"john.doe@example.com","customer_phone":"+621234567890",
        "customer_address":"Surabaya, Indonesia",
        "total_amount":100000,"billed_amount":100000,"paid_amount":100000,
        "description":"Pembayaran SPP Bulan Januari","ext_description":"-",
        "valid_until":"2022-04-05T13:32:08+07:00","status":"active","created_at":"2022-04-04T06:32:08+07:00",
        "components":[{"id":"95f5c77f-79de-4c12-a151-ef7c68e9b7d2","name":"SPP Januari",
        "qty":"1","price":"100000","total":"100000"}]},
        "payload":{"id":"017ff499-3320-7d11-9a6e-2b1f0c8e5a77","payment_ref_id":"123456789",
        "channel":"bank-syariah","amount":100000,"type":"payment","created_at":"2022-04-04T20:00:01.000+07:00",
        "sequence":1,"account":{"va_number":"8673011234567890","customer_name":"John Doe"}}}
        """;

    /// <summary>The same payment, taken back five minutes later.</summary>
    const string Reversed =
        """
        {"event":"payment.reversed",
        "context":{"hash":"x24da1dF","va_number":"8673011234567890","type":"open","name":"SPP Bulan Januari",
        "customer_name":"John Doe","customer_email":"john.doe@example.com","customer_phone":"+621234567890",
        "customer_address":"Surabaya, Indonesia",
        "total_amount":100000,"billed_amount":100000,"paid_amount":0,
        "description":"Pembayaran SPP Bulan Januari","ext_description":"-",
        "valid_until":"2022-04-05T13:32:08+07:00","status":"active","created_at":"2022-04-04T06:32:08+07:00",
        "components":[{"id":"95f5c77f-79de-4c12-a151-ef7c68e9b7d2","name":"SPP Januari",
        "qty":"1","price":"100000","total":"100000"}]},
        "payload":{"id":"017ff499-3320-7d11-9a6e-2b1f0c8e5a77","payment_ref_id":"123456789",
        "channel":"bank-syariah","amount":100000,"type":"reversal","created_at":"2022-04-04T20:05:01.007+07:00",
        "sequence":12,"account":{"va_number":"8673011234567890","customer_name":"John Doe"}}}
        """;

    /// <summary>Of that, made in the same way.</summary>
    const string ReversedSignature = "55dda33945ab6ec2f028dda1b097a72fb289a570a2fb6826c1e3761130cbaf49";

    static readonly IpgBillerCallbacks Callbacks = new();

    internal static Bill Sample => Samples.Bill with { Paid = Money.Rupiah(100_000) };

    [Fact]
    public void Say_which_bill_was_paid_and_how() =>
        Assert.Equal(Paid.ReplaceLineEndings(""), Said(Sample, Scripts.Payment));

    /// <summary>The sequence tells of two events which is the later one, also where a clock does not.</summary>
    [Fact]
    public async Task Say_which_payment_was_taken_back_and_what_its_bill_owes_then()
    {
        var back = Scripts.Payment with { ReversedAt = Scripts.PaidAt.AddMinutes(5).AddMilliseconds(7.9) };
        var bill = Sample with { Paid = Money.Zero };

        Assert.Equal(Reversed.ReplaceLineEndings(""), Said(bill, back, sequence: 12));
        Assert.Equal(
            [new KeyValuePair<string, string>("Signature", ReversedSignature)],
            await Callbacks.Sign(
                Callers.Named(Callers.Usual),
                Url,
                Callbacks.Write(bill, back, sequence: 12),
                DialectHost.Now,
                CancellationToken.None));
    }

    [Fact]
    public void Show_the_bill_as_it_stood_when_it_was_paid()
    {
        var said = Said(Sample with { Type = BillType.Close, ValidUntil = Scripts.PaidAt }, Scripts.Payment);

        Assert.Contains(
            "\"total_amount\":100000,\"billed_amount\":0,\"paid_amount\":100000,", said, StringComparison.Ordinal);
        Assert.Contains("\"status\":\"paid\",", said, StringComparison.Ordinal);
    }

    [Fact]
    public void Name_the_customer_of_the_bill_whoever_paid_it() => Assert.EndsWith(
        "\"account\":{\"va_number\":\"8673011234567890\",\"customer_name\":\"John Doe\"}}}",
        Said(Sample, Scripts.Payment with { CustomerName = "Jane Doe" }), StringComparison.Ordinal);

    [Fact]
    public void Show_sen_only_where_there_are_some() => Assert.Contains(
        "\"amount\":0.5,",
        Said(Sample, Scripts.Payment with { Amount = new(50, Currency.Idr) }), StringComparison.Ordinal);

    [Fact]
    public async Task Are_signed_with_the_billers_key() => Assert.Equal(
        [new KeyValuePair<string, string>("Signature", Signature)],
        await Callbacks.Sign(
            Callers.Named(Callers.Usual),
            Url,
            Callbacks.Write(Sample, Scripts.Payment, sequence: 1),
            DialectHost.Now,
            CancellationToken.None));

    [Fact]
    public async Task Are_never_sent_unsigned() =>
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await Callbacks.Sign(
            Callers.Named(Callers.Usual) with { ClientSecret = null },
            Url,
            Callbacks.Write(Sample, Scripts.Payment, sequence: 1),
            DialectHost.Now,
            CancellationToken.None));

    [Theory]
    [InlineData(200, true)]
    [InlineData(201, false)]
    [InlineData(204, false)]
    [InlineData(302, false)]
    [InlineData(404, false)]
    [InlineData(500, false)]
    public void Are_delivered_by_200_alone(int status, bool isDelivered) =>
        Assert.Equal(isDelivered, Callbacks.IsDelivered(status));

    [Theory]
    [InlineData(null)]
    [InlineData(201)]
    [InlineData(302)]
    [InlineData(404)]
    [InlineData(500)]
    public void Are_tried_three_times_a_minute_apart(int? status)
    {
        Assert.Equal(TimeSpan.FromMinutes(1), Callbacks.PauseAfter(1, status));
        Assert.Equal(TimeSpan.FromMinutes(1), Callbacks.PauseAfter(2, status));
        Assert.Null(Callbacks.PauseAfter(3, status));
        Assert.Null(Callbacks.PauseAfter(100, status));
    }

    [Fact]
    public void Belong_to_this_dialect() => Assert.Equal("ipg-biller", Callbacks.Dialect);

    static string Said(Bill bill, BillPayment payment, int sequence = 1) =>
        Encoding.UTF8.GetString(Callbacks.Write(bill, payment, sequence).Span);
}
