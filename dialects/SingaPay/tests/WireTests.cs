using System.Reflection;
using Periksa.Tests.Support;

namespace Periksa.Dialects.SingaPay.Tests;

public class WireTests
{
    [Theory, MemberData(nameof(Golden.All), MemberType = typeof(Golden))]
    public Task Keeps_the_promise_of(string golden) =>
        Golden.Replay(golden, services => DialectHost.Furnish(services), routes => routes.MapSingaPay());

    [Fact]
    public void Promises_every_code_it_can_say() =>
        Assert.All(FieldsOf<Code>(typeof(Codes)), code => MustBeSaid(code.Http, code == Codes.ValidationError
            ? $$"""{"response_code":"SP018","response_message":"Validation error - The """
            : $$"""{"response_code":"{{code.Value}}","response_message":"{{code.Message}}","data":"""));

    [Fact]
    public void Promises_every_fault_that_version_1_can_say() =>
        Assert.All(FieldsOf<Fault>(typeof(Faults)), fault => MustBeSaid(
            fault.Http,
            $$$""","success":false,"error":{"code":{{{fault.Http}}},"message":"{{{fault.Message}}}"}}"""));

    [Fact]
    public void Promises_every_sentence_about_a_field() =>
        Assert.All(FieldsOf<string>(typeof(Sentences)), sentence => MustBeSaid(422, $"{sentence}\""));

    /// <summary>Fields that both versions know are told of in both.</summary>
    [Theory]
    [InlineData("amount")]
    [InlineData("bank account number")]
    public void Promises_the_sentences_of_both_versions(string field)
    {
        MustBeSaid(422, $"\"Validation error - The {field} field is required.\"");
        MustBeSaid(422, $"\"message\":\"The {field} field is required.\"");
    }

    [Fact]
    public void Gives_nothing_away()
    {
        string[] secrets =
            [Callers.Secret, Callers.ClientId, Callers.AnothersAccount, "hunter2", "10.0.0.9", "   at "];

        Assert.All(Golden.Replies, reply => Assert.All(
            secrets, secret => Assert.DoesNotContain(secret, reply, StringComparison.Ordinal)));
    }

    static T[] FieldsOf<T>(Type table)
    {
        T[] fields =
        [
            .. table.GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (T)field.GetValue(null)!),
        ];

        Assert.NotEmpty(fields);
        return fields;
    }

    static void MustBeSaid(int http, string text) => Assert.Contains(Golden.Replies, reply =>
        reply.StartsWith($"HTTP/1.1 {http}\n", StringComparison.Ordinal)
        && reply.Contains(text, StringComparison.Ordinal));
}
