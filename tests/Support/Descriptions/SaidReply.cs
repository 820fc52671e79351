namespace Periksa.Tests.Support.Descriptions;

/// <summary>A golden's reply, as a description has it.</summary>
/// <param name="Headers">But for those that say what the body is.</param>
public sealed record SaidReply(string Status, string MediaType, string Body, IReadOnlyList<string> Headers)
{
    public bool IsAnswer => Status[0] is '2';

    /// <summary>The JSON texts in it: one, or one on each line.</summary>
    public string[] Texts => MediaType.EndsWith("ndjson", StringComparison.Ordinal)
        ? Body.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        : [Body];

    public static SaidReply Of(Exchange exchange)
    {
        var (head, body) = exchange.Reply.Split("\n\n", 2) is [var first, var rest] ? (first, rest) : ("", "");
        var lines = head.Split('\n');
        var headers = lines.Skip(1).Select(line => line.Split(": ", 2)).ToLookup(one => one[0], one => one[1]);

        return new(
            lines[0].Split(' ')[1],
            headers["Content-Type"].FirstOrDefault() ?? "",
            body.TrimEnd('\n'),
            [.. headers.Select(one => one.Key).Where(name => name is not ("Content-Type" or "Content-Length"))]);
    }
}
