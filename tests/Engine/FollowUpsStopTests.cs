using Periksa.Engine.Tests.Fakes;
using Periksa.Inquiries;

namespace Periksa.Engine.Tests;

public class FollowUpsStopTests
{
    [Fact]
    public async Task Gives_back_what_is_under_way_when_the_host_stops()
    {
        var bank = ScriptedBank.Silent();
        var engine = new InquiryEngine(bank, new ScriptedInquiryLog(), Question.Now);
        var inquiry = new OpenInquiry(
            new(Guid.CreateVersion7(Question.Now)),
            Question.Now,
            new("ifortepay"),
            new("toko-maju"),
            new("014", "9900000004"),
            new("ifortepay:MCPD00000012", new(2025, 3, 11), "1", Reference: null),
            Question.Now.AddSeconds(60),
            new(new("MCPD00000012"), TimeSpan.FromSeconds(60)));

        engine.FollowUps.GoOn(inquiry, engine.BankLookups.Ask(engine.BankLookups.Question(inquiry)));
        await engine.FollowUps.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal((inquiry.Id, TimeSpan.Zero), await engine.Open.PutBackFirst);
    }
}
