using Periksa.Host.Connectors;

namespace Periksa.Host;

/// <summary>The OpenID provider by which operators may sign in, besides a password.</summary>
sealed class OpenIdSettings
{
    const string Section = "Periksa:Operator:OpenId";
    const string Setting = "Periksa__Operator__OpenId";
    const int NameLengthMaximum = 60;

    /// <summary>Where the provider is: its issuer, by which it is found and held to.</summary>
    public required Uri Authority { get; init; }

    public required string ClientId { get; init; }

    public required string ClientSecret { get; init; }

    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>The provider's address without a slash at its end.</summary>
    public string Issuer => Authority.AbsoluteUri.TrimEnd('/');

    /// <summary>True where nothing of it needs to be secure: it is on this machine.</summary>
    public bool IsPlain => Authority.Scheme == Uri.UriSchemeHttp;

    /// <returns><c>null</c> where nobody signs in that way.</returns>
    /// <exception cref="SettingsException">Some of it is set, and not all that it takes.</exception>
    public static OpenIdSettings? Read(IConfiguration settings)
    {
        var section = settings.GetSection(Section);
        if (section.GetChildren().All(one => string.IsNullOrEmpty(one.Value)))
            return null;

        try
        {
            return Read(new SettingReader(section));
        }
        catch (SettingsException e)
        {
            throw new SettingsException(e.Message, Routes.ConfigurationFault);
        }
    }

    static OpenIdSettings Read(SettingReader reader)
    {
        var authority = ReadAuthority(reader.Text("Authority") ?? throw Missing("Authority"));
        var name = reader.Text("Name") ?? authority.Authority;
        return name.Length > NameLengthMaximum
            ? throw new SettingsException($"{Setting}__Name takes {NameLengthMaximum} characters at most.")
            : new()
            {
                Authority = authority,
                ClientId = reader.Text("ClientId") ?? throw Missing("ClientId"),
                ClientSecret = reader.Secret("ClientSecret") is { Length: > 0 } secret
                    ? secret
                    : throw Missing("ClientSecret"),
                Name = name,
            };
    }

    static Uri ReadAuthority(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url)
        && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback))
        && url is { UserInfo: "", Query: "", Fragment: "" }
            ? url
            : throw new SettingsException(
                $"{Setting}__Authority is '{text}': it takes the provider's https address, such as "
                + "https://login.example.com; http is for a provider on this machine alone.");

    static SettingsException Missing(string name) => new(
        $"{Setting}__{name} is missing: sign-in by OpenID Connect takes Authority, ClientId and ClientSecret (or "
        + "ClientSecretFile); leave all of them out, and operators sign in by a password alone.");
}
