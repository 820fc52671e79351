using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Periksa.Tests.Support.Descriptions;

/// <summary>A recorded callback: what is posted to a partner, with the key that it is signed with and the text that is
/// signed.</summary>
/// <remarks>It lies beside the goldens, in <c>callbacks</c>. After <c># at:</c> and <c># key:</c> comes
/// <c># signs:</c>, which is left out where the body itself is signed.</remarks>
public sealed class CallbackGolden
{
    CallbackGolden(string text)
    {
        var (head, body) = text.Split("\n\n", 2) is [var first, var rest] ? (first, rest) : (text, "");
        var lines = head.Split('\n');
        var comments = lines.Where(line => line.StartsWith('#')).ToArray();
        var request = lines.Skip(comments.Length).ToArray();

        Body = body;
        At = DateTimeOffset.Parse(Comment(comments, "# at: ")!, CultureInfo.InvariantCulture);
        Key = Comment(comments, "# key: ")!;
        Signs = Comment(comments, "# signs: ") ?? body;
        Url = request[0].Split(' ')[1];
        Headers = [.. request.Skip(1).Select(line => line.Split(": ", 2)).Select(one => (one[0], one[1]))];
    }

    /// <summary>When it is posted.</summary>
    public DateTimeOffset At { get; }

    /// <summary>The receiver's secret or API key.</summary>
    public string Key { get; }

    /// <summary>The text that is signed.</summary>
    public string Signs { get; }

    /// <summary>As the receiver has registered it.</summary>
    public string Url { get; }

    public string Body { get; }

    /// <summary>In the order in which they are sent.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; }

    /// <param name="name">Its file's, without the ending.</param>
    public static CallbackGolden Read(string name) =>
        new(File.ReadAllText(Path.Combine(Golden.Folder, "..", "callbacks", $"{name}.http")));

    public string Header(string name) => Headers.Single(one => one.Name == name).Value;

    /// <summary>HMAC with the receiver's key over what is signed, by the openssl program.</summary>
    /// <param name="hash">Its name there, e.g. <c>sha512</c>.</param>
    public byte[] Hmac(string hash)
    {
        var key = Convert.ToHexString(Encoding.UTF8.GetBytes(Key));
        return OpenSsl(Signs, "dgst", $"-{hash}", "-mac", "HMAC", "-macopt", $"hexkey:{key}");
    }

    /// <summary>Lower-case hex of SHA-256 of a text, by the openssl program.</summary>
    public static string Digest(string text) => Convert.ToHexStringLower(OpenSsl(text, "dgst", "-sha256"));

    static byte[] OpenSsl(string text, params string[] arguments)
    {
        var start = new ProcessStartInfo("openssl", [.. arguments, "-binary"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("openssl did not start.");
        process.StandardInput.BaseStream.Write(Encoding.UTF8.GetBytes(text));
        process.StandardInput.Close();

        using var output = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(output);
        process.WaitForExit();
        return process.ExitCode == 0
            ? output.ToArray()
            : throw new InvalidOperationException($"openssl ended with {process.ExitCode}.");
    }

    static string? Comment(string[] comments, string start) => comments
        .FirstOrDefault(line => line.StartsWith(start, StringComparison.Ordinal))?[start.Length..];
}
