using System.Text;
using Periksa.Host.Asking;
using Periksa.Wire.Http;

namespace Periksa.Host.Lab;

/// <summary>Reads what is pasted.</summary>
static class Pasted
{
    /// <summary>The longest text that is looked at, which is the longest body that is taken.</summary>
    public const int LengthMaximum = Body.LimitBytes;

    // A server takes no more than that of a request's line and headers, either.
    const int HeadLengthMaximum = 16 * 1024;
    const int HeadersMaximum = 100;

    static readonly string[] Methods = ["POST", "GET", "PUT", "PATCH", "DELETE"];

    /// <param name="gateway">The address of what names no host.</param>
    /// <exception cref="SettingsException">It is no message, or too long.</exception>
    public static WireRequest Read(LabQuestion question, Uri gateway)
    {
        foreach (var text in (string?[])[question.Text, question.BodyText, question.OwnText])
        {
            if (text?.Length > LengthMaximum)
                throw new SettingsException("No message is longer than 64 KiB: paste one alone.");
        }

        // Browsers put a carriage return before each line feed of what is pasted.
        var head = Unix(question.Text);
        var request = CurlText.IsCurl(head)
            ? CurlText.Parse(head.Trim(), gateway)
            : HttpText.Parse(WithLine(question.Dialect, question.Kind, head), gateway);
        if (request.Headers.Count > HeadersMaximum
            || request.Url.OriginalString.Length + request.Headers.Sum(one => one.Name.Length + one.Value.Length)
                > HeadLengthMaximum)
        {
            throw new SettingsException("No server takes headers as long as that: paste one request alone.");
        }

        return question.BodyText is { Length: > 0 } body
            ? request with { Body = Encoding.UTF8.GetBytes(Unix(body).TrimEnd('\n')) }
            : request;
    }

    /// <summary>Path and query, as they were written.</summary>
    public static string Target(WireRequest request) => RequestTarget.Of(request.Url.OriginalString);

    /// <summary>A text as it was before a form carried it.</summary>
    public static string Unix(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal);

    // Headers alone, as a debugger shows them, are those of the dialect's usual request where its path is not signed.
    static string WithLine(string dialect, LabKind? kind, string head)
    {
        var first = head.TrimStart().Split('\n')[0];
        var isLine = Methods.Any(one => first.StartsWith(one + " ", StringComparison.OrdinalIgnoreCase));
        if (isLine || !first.Contains(':', StringComparison.Ordinal) || first.StartsWith('#'))
            return head;

        var asked = AskedDialect.Get(dialect);
        var path = kind is LabKind.Token && asked.TokenPath is { } token ? token
            : asked.IsIpg ? asked.InquiryPath
            : throw new SettingsException(
                "What was called is signed, too, and headers alone do not tell it: write the request's line above "
                + "them, with the whole path, like POST /openapi/v1.0/account-inquiry-external HTTP/1.1.");
        return $"POST {path} HTTP/1.1\n{head.TrimStart()}";
    }
}
