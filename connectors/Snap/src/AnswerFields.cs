using System.Text.Json;
using Periksa.Wire.Snap;

namespace Periksa.Connectors.Snap;

/// <summary>An answer or a callback, as far as it is read. What is absent, null or empty was not said.</summary>
internal sealed record AnswerFields
{
    static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>The code, where it is one of the standard's form.</summary>
    public SnapCode? Code { get; private init; }

    /// <summary>The code, whether it can be read or not.</summary>
    public string? CodeText { get; private init; }

    public string? Reference { get; private init; }

    public string? Name { get; private init; }

    public string? Number { get; private init; }

    public string? BankCode { get; private init; }

    public string? Status { get; private init; }

    public string? AccountStatus { get; private init; }

    /// <summary>What a later transfer has to show.</summary>
    public string? Handle { get; private init; }

    /// <summary>Reads a body; <c>null</c> where it is no object in JSON, or one that could be read in two
    /// ways.</summary>
    public static AnswerFields? TryRead(ReadOnlyMemory<byte> body, SnapRouteOptions options)
    {
        try
        {
            using var document = JsonDocument.Parse(body, Strict);
            return document.RootElement.ValueKind is JsonValueKind.Object ? Read(document.RootElement, options) : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;   // the latter of an escape that is half a character
        }
    }

    static AnswerFields Read(JsonElement root, SnapRouteOptions options)
    {
        var code = Text(root, "responseCode");
        return new()
        {
            Code = SnapCode.TryParse(code, out var read) ? read : null,
            CodeText = code,
            Reference = Text(root, "partnerReferenceNo"),
            Name = Text(root, "beneficiaryAccountName")?.Trim(),
            Number = Text(root, options.Service is ServiceCodes.BankAccountInquiry
                ? "beneficiaryAccountNumber"
                : "beneficiaryAccountNo"),
            BankCode = Text(root, "beneficiaryBankCode"),
            Status = options.StatusField is { } status ? Text(root, status) : null,
            Handle = options.HandleField is { } handle ? Text(root, handle) : null,
            AccountStatus = options.AccountStatusField is { } account ? Text(root, account) : null,
        };
    }

    // Providers write numbers where the standard has texts.
    static string? Text(JsonElement root, string path)
    {
        var element = root;
        foreach (var name in path.Split('.'))
        {
            if (element.ValueKind is not JsonValueKind.Object || !element.TryGetProperty(name, out element))
                return null;
        }

        return element.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.String => element.GetString() is { Length: > 0 } text ? text : null,
            JsonValueKind.Number => element.GetRawText(),
            _ => throw new JsonException($"{path} is no text."),
        };
    }
}
