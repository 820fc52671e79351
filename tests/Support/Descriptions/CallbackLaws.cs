using System.Text;
using System.Text.Json;
using Xunit;

namespace Periksa.Tests.Support.Descriptions;

/// <summary>What a dialect posts to its partners is what its recorded callback shows, signed as openssl signs
/// it.</summary>
/// <param name="dialect">The dialect's name.</param>
/// <param name="webhook">The callback's name in the dialect's document.</param>
/// <param name="golden">The name of its record, without the ending.</param>
public abstract class CallbackLaws(string dialect, string webhook, string golden)
{
    readonly Operation _webhook = Description.Read(dialect).Webhook(webhook);

    protected CallbackGolden Recorded { get; } = CallbackGolden.Read(golden);

    /// <summary>The header that the signature is in.</summary>
    protected abstract string Signature { get; }

    /// <summary>The signature of the recorded callback, as openssl makes it.</summary>
    protected abstract string Expected { get; }

    /// <summary>The text of the body whose digest is in the signed text; <c>null</c> where there is none in
    /// it.</summary>
    protected virtual string? Digested => Recorded.Body;

    /// <summary>A header that is another one at each attempt.</summary>
    protected virtual string? Changing => null;

    /// <summary>What the dialect says of the same event.</summary>
    protected abstract ReadOnlyMemory<byte> Write();

    /// <summary>The headers that the dialect sends with it.</summary>
    protected abstract ValueTask<IEnumerable<KeyValuePair<string, string>>> Sign(ReadOnlyMemory<byte> body);

    [Fact]
    public void Says_what_is_recorded() => Assert.Equal(Recorded.Body, Encoding.UTF8.GetString(Write().Span));

    [Fact]
    public async Task Has_the_headers_that_are_recorded() => Assert.Equal(
        Recorded.Headers.Where(one => one.Name != Changing && one.Name is not "Content-Type"),
        (await Sign(Write())).Where(one => one.Key != Changing).Select(one => (one.Key, one.Value)));

    [Fact]
    public void Is_signed_as_openssl_signs()
    {
        Assert.Equal(Expected, Recorded.Header(Signature));
        if (Digested is { } text)
            Assert.Contains($":{CallbackGolden.Digest(text)}:", Recorded.Signs, StringComparison.Ordinal);
        else
            Assert.Equal(Recorded.Body, Recorded.Signs);
    }

    [Fact]
    public void Has_the_form_of_the_document()
    {
        var body = JsonDocument.Parse(Recorded.Body).RootElement;

        Assert.Empty(_webhook.Request!.FindFault(body));
        Assert.False(_webhook.Request.Fits(JsonDocument.Parse(
            Recorded.Body.Replace("{\"", "{\"x", StringComparison.Ordinal)).RootElement));
        Assert.Contains(_webhook.Examples, one => JsonElement.DeepEquals(
            body, JsonDocument.Parse(one.Example["value"]!.ToJsonString()).RootElement));
        Assert.All(
            Recorded.Headers.Where(one => one.Name.StartsWith("X-", StringComparison.Ordinal)),
            header => Assert.Contains(_webhook.Parameters, one => (string)one["name"]! == header.Name));
    }
}
