using Periksa.Host.Lab;
using Periksa.Operators.Keys;

namespace Periksa.Host.Pages.Lab;

/// <summary>The lab's form, as it was sent, and as it is shown again: without its secrets.</summary>
/// <remarks>Not a record: a record would print them.</remarks>
public sealed class LabForm
{
    readonly string _secret;
    readonly string _key;

    LabForm(HttpContext http)
    {
        var form = HttpMethods.IsPost(http.Request.Method) && http.Request.HasFormContentType
            ? http.Request.Form
            : null;
        Dialect = Asked.Of(http, "dialect") ?? "snap";
        Kind = Asked.Of(http, "kind") ?? "";
        Name = Asked.Of(http, "name") ?? "";
        Text = Raw("text");
        Body = Raw("body");
        Own = Raw("own");
        Signature = Raw("signature");
        _secret = Raw("secret");
        _key = Raw("key");

        // Blanks at an end may be what is looked for.
        string Raw(string name) => form?[name].ToString() ?? "";
    }

    public string Dialect { get; }

    /// <summary>Empty for what the message looks like.</summary>
    public string Kind { get; }

    /// <summary>Of a credential that is kept; empty for none.</summary>
    public string Name { get; }

    public string Text { get; }
    public string Body { get; }
    public string Own { get; }
    public string Signature { get; }

    internal static LabForm Of(HttpContext http) => new(http);

    /// <summary>Whose signature it should be; <c>null</c> where nobody is named.</summary>
    /// <exception cref="SettingsException">There is no such credential, or what is given is none.</exception>
    /// <param name="resolve">Where a registered URL is posted to, which is what is signed.</param>
    internal LabCredential? Open(ICredentials credentials, ConsoleCall call, Func<string, string?> resolve)
    {
        if (_secret.Length > 0 || _key.Length > 0)
        {
            return Name.Length is 0
                ? LabCredential.Of(_secret.Length is 0 ? null : _secret, _key.Length is 0 ? null : _key)
                : throw new SettingsException("Choose a credential, or give a secret or a key; not both.");
        }

        if (Name.Length is 0)
            return null;

        // Whoever may not is told what they would be told of one that is not there.
        return call.May(Scopes.Operate) && credentials.Find(new(Dialect), new(Name)) is { } kept
            ? LabCredential.Of(kept, credentials.Of(kept.Partner), resolve)
            : throw new SettingsException(
                "There is no credential of that name in this dialect: choose another, or give its secret here.");
    }

    internal LabQuestion Ask(LabCredential? credential) => new()
    {
        Dialect = Dialect,
        Kind = Enum.TryParse<LabKind>(Kind, out var kind) && Enum.IsDefined(kind) ? kind : null,
        Text = Text,
        BodyText = Body,
        OwnText = Own,
        OwnSignature = Signature,
        Credential = credential,
    };
}
