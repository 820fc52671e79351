using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Periksa.Bills;
using Periksa.Dialects.Ipg.Channel;
using Periksa.Tests.Support;

namespace Periksa.Dialects.Ipg.Tests.Channel;

/// <summary>An empty header is there. On its way through memory it would be lost, so no golden can hold it.</summary>
public class EmptyHeaderTests
{
    readonly ScriptedBillPayments _bills = Scripts.Bills;

    [Fact]
    public Task Names_nobody_whatever_the_address() => MustBeRefused("X-CHANNEL-CLIENT", Codes.ClientUnknown);

    [Fact]
    public Task Signs_nothing_and_is_not_nothing_either() => MustBeRefused("Signature", Codes.SignatureInvalid);

    async Task MustBeRefused(string header, Code code)
    {
        await using var host = await BareHost.Start(
            services => DialectHost.Furnish(services.AddSingleton<IBillPayments>(_bills)),
            routes =>
            {
                ((IApplicationBuilder)routes).Use((http, next) =>
                {
                    http.Request.Headers[header] = "";
                    return next(http);
                });
                DialectHost.Map(routes);
            },
            IPAddress.Loopback);

        foreach (var letter in Letter.All)
        {
            Assert.Equal(DialectHost.Said(code), await DialectHost.Ask(host, letter));
            Assert.True(_bills.IsUntouched);
        }
    }
}
