using System.Reflection;
using Periksa.Tests.Postgres;

namespace Periksa.Browser.Tests;

/// <summary>The documents' pictures of the console: <c>make screenshots</c> takes them anew.</summary>
public sealed class PictureTests
{
    const long LengthMaximumBytes = 150 * 1024;

    static readonly string Folder = Path.GetFullPath(Path.Combine(
        typeof(PictureTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(data => data.Key == "Sandbox").Value!,
        "../docs/operating/screens"));

    static bool AreTaken => Environment.GetEnvironmentVariable("SCREENSHOTS") is "1";

    [Fact]
    public async Task Every_page_of_the_menu_has_one_and_none_is_large_or_of_a_page_that_is_gone()
    {
        if (AreTaken)
            await Take();

        var files = Directory.GetFiles(Folder).Select(file => new FileInfo(file)).ToArray();
        Assert.Equal(
            Picture.All.Select(picture => $"{picture.File}.png").Order(), files.Select(file => file.Name).Order());
        Assert.All(files, file => Assert.InRange(file.Length, 1, LengthMaximumBytes));

        await using var visitor = await Visitor.Come((await BusySandbox.Host()).Address);
        await visitor.Open();
        var menu = await visitor.Page.Locator("nav a").EvaluateAllAsync<string[]>(
            "all => all.map((one) => one.getAttribute('href'))");
        Assert.Empty(menu.Except(Picture.All.Select(picture => picture.Path.Split('?')[0])));
    }

    static async Task Take()
    {
        var database = await TestServer.CreateDatabase();
        await using var host = await HostProcess.Start(("ConnectionStrings__Periksa", database));
        await Traffic.Make(host);
        await Eventually.Is(async () => await Count.Ask<int>(
            database, "select count(*)::int from callbacks where state = 'delivered'") > 2);

        Directory.CreateDirectory(Folder);
        foreach (var old in Directory.GetFiles(Folder, "*.png"))
            File.Delete(old);

        foreach (var picture in Picture.All)
        {
            await using var visitor = await Visitor.Come(host.Address, picture.Look, picture.Width);
            Assert.Equal(200, (await visitor.Open(picture.Path.TrimEnd('*', '/'))).Status);
            if (picture.Path.EndsWith('*'))
                await visitor.Page.Locator("main tbody tr").First.Locator("a").First.ClickAsync();

            if (picture.Path == "lab")
                await Lab.Explain(visitor, await Wrong(host), SnapPartner.Toko(SnapDialect.IFortepay).ClientId);

            await visitor.Page.ScreenshotAsync(new()
            {
                Path = Path.Combine(Folder, $"{picture.File}.png"),
                Clip = new() { Width = picture.Width, Height = picture.Height },
                FullPage = true,
            });
        }
    }

    // Signed for a path that lacks its beginning.
    static Task<SnapRequest> Wrong(HostProcess host) => Snap.Toko(host, SnapDialect.IFortepay)
        .Prepare(new() { SignedTarget = "/v1.0/account-inquiry-external" });
}
