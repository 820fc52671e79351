using Periksa.Host.Pages.Inquiries;
using Periksa.Host.Pages.Partners;
using Periksa.Operators.Inquiries;
using Periksa.Operators.Keys;
using Periksa.Operators.Search;

namespace Periksa.Host.Pages.Search;

/// <summary>The field at the top of every page: an id leads to its page, digits are an account, anything else is a
/// reference.</summary>
static class SearchPages
{
    public static void Map(ConsolePaths paths) => paths.Post("/search", Find, Scopes.Read);

    static async Task<IResult> Find(
        HttpContext http, InquirySearch inquiries, AnythingSearch anything, CancellationToken cancel)
    {
        var text = Asked.Of(http, "q") ?? "";
        if (await anything.Find(text, cancel) is { } found)
        {
            return Page.Back(http, found.Kind switch
            {
                FoundKind.Inquiry => $"inquiries/{found.Id}",
                FoundKind.Disbursement => $"disbursements/{found.Id}",
                FoundKind.Bill => $"bills/{found.Id}",
                FoundKind.Invoice => $"invoices/{found.Id}",
                FoundKind.Callback => $"callbacks/{found.Id}",
                FoundKind.Partner => $"partners/{Uri.EscapeDataString(found.Id)}",
                FoundKind.Credential => CredentialPath(found.Id),
            });
        }

        var isAccount = text.Length is > 4 and < 35 && text.All(char.IsAsciiDigit)
            && await IsAsked(new() { Account = text, Limit = 1 }, text);
        return await InquiryPages.List(
            http,
            inquiries,
            isAccount ? new() { Account = text } : new() { Reference = text.Length == 0 ? null : text },
            cancel);

        // Many an X-EXTERNAL-ID looks like an account.
        async Task<bool> IsAsked(InquiryWish wish, string digits) =>
            digits.Length < 17
            || (await inquiries.Find(ConsoleCall.Of(http).Actor, wish, reveals: false, cancel)).Done
                is { Data.Count: > 0 };
    }

    static string CredentialPath(string id)
    {
        var slash = id.IndexOf('/', StringComparison.Ordinal);
        return CredentialPages.Path(id[..slash], id[(slash + 1)..]);
    }
}
