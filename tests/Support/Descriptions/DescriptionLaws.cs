using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Periksa.Wire.Http;
using Xunit;

namespace Periksa.Tests.Support.Descriptions;

/// <summary>A dialect's OpenAPI document says what the goldens show, and nothing else.</summary>
/// <param name="dialect">The dialect's name.</param>
/// <param name="folder">Its goldens, below the tests' folder of them.</param>
public abstract class DescriptionLaws(string dialect, string folder = "")
{
    readonly Description _description = Description.Read(dialect);

    readonly (string Name, Exchange Exchange)[] _goldens = [.. Golden.In(folder)];

    /// <summary>Finds a reply to a body that was read, and found in form.</summary>
    protected virtual bool Took(SaidReply reply) => reply.IsAnswer;

    /// <summary>What a reply says that finds a field missing or out of form.</summary>
    protected abstract Regex AboutAField { get; }

    /// <summary>Parts of the names of goldens that are refused for a field though it has the form that the document
    /// gives: a schema cannot say which days there are, or how strict a caller is.</summary>
    protected virtual string[] BeyondASchema => [];

    [Fact]
    public void Describes_every_reply() => MustHold((golden, request, reply) =>
    {
        if (_description.Find(request, out var isServed) is not { } operation)
        {
            return reply.Status != (isServed ? "405" : "404")
                ? "is on a path that is not described"
                : Fault(_description.Elsewhere(isServed ? "NoSuchMethod" : "NoSuchPath"), reply);
        }

        if (reply.Headers.Except(operation.ReplyHeaders(reply.Status)).FirstOrDefault() is { } header)
            return $"has a header {header} that is not described";

        return operation.Reply(reply.Status, reply.MediaType) is { } shape
            ? Fault(shape, reply)
            : $"is answered {reply.Status} {reply.MediaType}, which is not described";
    });

    [Fact]
    public void Describes_every_request_that_is_understood() => MustHold((golden, request, reply) =>
    {
        if (!Took(reply) || _description.Find(request, out _) is not { } operation)
            return "";

        var fault = operation.Request is { } shape ? shape.FindFault(Parse(request.Body)) : "";
        return fault + string.Concat(operation.Parameters.Select(one => Parameters.FindFault(one, request)));
    });

    /// <summary>So that nobody is told a form that is not enough.</summary>
    [Fact]
    public void Takes_no_body_that_is_refused_for_a_field() => MustHold((golden, request, reply) =>
        IsTaken(request, reply) && !BeyondASchema.Any(part => golden.Contains(part, StringComparison.Ordinal))
            ? $"is refused, and yet has the form of the document: {reply.Body}"
            : "");

    [Fact]
    public void Excuses_nothing_that_needs_no_excuse() => Assert.All(BeyondASchema, part => Assert.Contains(
        _goldens,
        golden => golden.Name.Contains(part, StringComparison.Ordinal)
            && IsTaken(SentRequest.Of(golden.Exchange), SaidReply.Of(golden.Exchange))));

    [Fact]
    public void Describes_no_reply_that_is_never_given()
    {
        var given = _goldens
            .Select(golden => (
                Operation: _description.Find(SentRequest.Of(golden.Exchange), out _),
                Reply: SaidReply.Of(golden.Exchange)))
            .Where(one => one.Operation is not null)
            .Select(one => $"{one.Operation} {one.Reply.Status}")
            .ToHashSet();

        Assert.All(_description.Operations, operation =>
            Assert.All(operation.Statuses, status => Assert.Contains($"{operation} {status}", given)));
    }

    /// <summary>Each is named for the golden that it is from.</summary>
    [Fact]
    public void Shows_the_goldens()
    {
        var isAccepted = Environment.GetEnvironmentVariable("ACCEPT") == "1";
        Assert.NotEmpty(_description.Operations.SelectMany(one => one.Examples));

        foreach (var (name, example, isRequest) in _description.Operations.SelectMany(one => one.Examples))
        {
            var golden = Assert.Single(_goldens, one => one.Name == $"{name}.http").Exchange;
            var body = JsonNode.Parse(isRequest ? SentRequest.Of(golden).Body : SaidReply.Of(golden).Body);

            if (isAccepted)
                example["value"] = body;
            else
                Assert.True(JsonNode.DeepEquals(body, example["value"]), $"The example {name} is not its golden.");
        }

        if (isAccepted)
            _description.Write();
    }

    [Fact]
    public void Has_its_fields_in_the_readme()
    {
        var path = Path.Combine(Golden.Folder, "..", "README.md");
        var readme = File.ReadAllText(path);
        var tables = FieldTables.Of(_description);

        if (Environment.GetEnvironmentVariable("ACCEPT") == "1")
            File.WriteAllText(path, FieldTables.Put(readme, _description.Dialect, tables));
        else
            Assert.Equal(tables, FieldTables.In(readme, _description.Dialect));
    }

    [Fact]
    public void Refuses_a_field_of_another_name()
    {
        foreach (var operation in _description.Operations)
        {
            foreach (var (name, example, isRequest) in operation.Examples)
            {
                var reply = SaidReply.Of(Assert.Single(_goldens, one => one.Name == $"{name}.http").Exchange);
                var shape = isRequest ? operation.Request! : operation.Reply(reply.Status, reply.MediaType)!;
                var body = example["value"]!;

                Assert.Empty(shape.FindFault(Element(body)));
                Assert.All(Misnamed(body.AsObject(), isRequest ? operation.RequestSchema! : null), wrong =>
                    Assert.False(shape.Fits(Element(wrong)), $"{operation} takes {wrong}"));
            }
        }
    }

    // The same with one field misspelt. In a request only a mandatory one is missed.
    IEnumerable<JsonObject> Misnamed(JsonObject body, JsonNode? requestSchema)
    {
        var mandatory = requestSchema is null
            ? body.Select(field => field.Key)
            : _description.Resolve(requestSchema)["required"]?.AsArray().Select(one => (string)one!) ?? [];

        foreach (var field in mandatory.ToArray())
        {
            var wrong = body.DeepClone().AsObject();
            var value = wrong[field];
            wrong.Remove(field);
            wrong[$"{field}x"] = value;
            yield return wrong;
        }
    }

    bool IsTaken(SentRequest request, SaidReply reply) =>
        AboutAField.IsMatch(reply.Body)
        && StrictJson.IsWellFormed(Encoding.UTF8.GetBytes(request.Body))
        && _description.Find(request, out _)?.Request is { } shape
        && shape.Fits(Parse(request.Body));

    void MustHold(Func<string, SentRequest, SaidReply, string> findFault)
    {
        Assert.NotEmpty(_goldens);
        Assert.Empty(_goldens
            .Select(golden => (
                golden.Name,
                Fault: findFault(golden.Name, SentRequest.Of(golden.Exchange), SaidReply.Of(golden.Exchange))))
            .Where(one => one.Fault.Length > 0)
            .Select(one => $"{one.Name} {one.Fault}"));
    }

    static string Fault(Shape shape, SaidReply reply) =>
        string.Concat(reply.Texts.Select(text => shape.FindFault(Parse(text))));

    static JsonElement Parse(string text) => JsonDocument.Parse(text).RootElement;

    static JsonElement Element(JsonNode node) => Parse(node.ToJsonString());
}
