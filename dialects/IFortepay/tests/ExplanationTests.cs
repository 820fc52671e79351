using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Periksa.Tests.Support;

namespace Periksa.Dialects.IFortepay.Tests;

/// <summary>What is found out about a signature after it was refused.</summary>
public class ExplanationTests
{
    readonly ScriptedRefusedSignatures _refused = new();

    [Fact]
    public async Task Says_which_mistake_explains_a_refused_signature()
    {
        var withHost = Letter.Inquiry(
            Encoding.UTF8.GetBytes(Letter.Question), signed: $"POST:http://localhost{Letter.InquiryPath}");

        Assert.StartsWith("4011600", await OneRoom.Ask(withHost, Examine), StringComparison.Ordinal);

        var (credential, operation, cause) = Assert.Single(_refused.Examined);
        Assert.Equal((Callers.Usual, "POST " + Letter.InquiryPath), (credential, operation));
        Assert.NotNull(cause);
        Assert.DoesNotContain(Callers.Secret, cause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_that_nothing_known_explains_another_body()
    {
        var tampered = Letter.Inquiry() with { Body = "{}another"u8.ToArray() };

        await OneRoom.Ask(tampered, Examine);

        Assert.Null(Assert.Single(_refused.Examined).Cause);
    }

    [Fact]
    public async Task Looks_into_nothing_that_was_signed_rightly()
    {
        await OneRoom.Ask(Letter.Inquiry(), Examine);

        Assert.Empty(_refused.Examined);
    }

    void Examine(IServiceCollection services) => services.AddSingleton<IRefusedSignatures>(_refused);
}
