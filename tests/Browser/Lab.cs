using System.Text;

namespace Periksa.Browser.Tests;

/// <summary>The signature lab, as whoever was refused uses it.</summary>
static class Lab
{
    /// <summary>Pastes a request on the lab's page, names whose it is, and returns what the page then says.</summary>
    public static async Task<string> Explain(Visitor visitor, SnapRequest request, string credential)
    {
        var text = new StringBuilder($"{request.Method} {request.Target} HTTP/1.1\n");
        foreach (var (name, value) in request.Headers)
            text.Append($"{name}: {value}\n");

        var page = visitor.Page;
        await page.SelectOptionAsync("form[action=lab] [name=dialect]", "ifortepay");
        await page.FillAsync("form[action=lab] [name=text]", $"{text}\n{Encoding.UTF8.GetString(request.Body)}");
        await page.FillAsync("form[action=lab] [name=name]", credential);
        await page.Locator("form[action=lab] button").ClickAsync();
        return await page.Locator("main").InnerTextAsync();
    }
}
