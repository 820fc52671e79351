using Periksa.Operators;
using Periksa.Operators.Accounts;

namespace Periksa.Host.Pages.SignIn.OpenId;

/// <summary>What came of a sign-in by OpenID: a word in the address, so that nobody's text is shown, and its
/// sentence.</summary>
static class OpenIdWords
{
    public const string Away = "away";
    public const string Lost = "lost";
    public const string Refused = "refused";
    public const string TooOften = "too-often";

    const string Stranger = "stranger";
    const string Taken = "taken";

    public static string Of(Refusal refusal) => refusal == OperatorInvitations.Taken ? Taken : Stranger;

    /// <summary><c>null</c> for a word that is none.</summary>
    public static string? Sentence(string? word) => word switch
    {
        Away => "The OpenID provider does not answer: try again in a minute, or use a password.",
        Lost => "This sign-in was begun in another browser, or too long ago, or not over HTTPS: begin again.",
        Refused => "The OpenID provider did not vouch for you, or its word is not to be trusted: begin again, and tell "
            + "an administrator if it stays so. The hosts' log tells why.",
        Stranger => OpenIdSignIn.Stranger.Message,
        Taken => OperatorInvitations.Taken.Message,
        TooOften => OpenIdSignIn.TooOften.Message,
        _ => null,
    };
}
