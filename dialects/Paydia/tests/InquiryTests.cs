using Periksa.Inquiries;
using Periksa.Wire.SnapServer.Laws;

namespace Periksa.Dialects.Paydia.Tests;

public class InquiryTests
{
    [Fact]
    public async Task Is_asked_with_both_keys_and_two_seconds_of_patience()
    {
        await using var host = await SnapHost.Open(Subject.Inquiry);

        var reply = await host.Send(SnapLetter.Question(Subject.Inquiry).Sign());

        Assert.Equal("2004200 Successful", reply.Said);
        Assert.Equal(
            new AccountInquiry(
                SnapCallers.Named(Subject.Inquiry, SnapCallers.Usual).Partner,
                new("paydia"),
                new("014", "0123456789"),
                SnapHost.Now,
                Price: null,
                TimeSpan.FromSeconds(2))
            {
                Keys = new($"paydia:{SnapCallers.Usual}", new(2026, 11, 20), "1687243078", new Reference("INV-1")),
                Intent = new() { Amount = Money.Rupiah(10_000) },
            },
            host.Inquiries.Asked);
    }
}
