using System.Reflection;
using System.Security.Cryptography;

namespace Periksa.Host.Pages.Assets;

/// <summary>The console's own files, a stylesheet and a script, under names that change with what is in them.</summary>
static class AssetFiles
{
    const string Prefix = "assets/";
    const string Forever = "public, max-age=31536000, immutable";

    static readonly AssetFile[] All =
    [
        Read("console.css", "text/css; charset=utf-8"), Read("console.js", "text/javascript; charset=utf-8"),
    ];

    /// <summary>The stylesheet's path, below the pages' own.</summary>
    public static string Style => All[0].Path;

    /// <summary>The script's.</summary>
    public static string Script => All[1].Path;

    public static void Map(RouteGroupBuilder group)
    {
        foreach (var file in All)
        {
            group.MapMethods($"/{file.Path}", [HttpMethods.Get, HttpMethods.Head], (HttpContext http) =>
            {
                http.Response.Headers.CacheControl = Forever;
                http.Response.Headers.XContentTypeOptions = "nosniff";
                return Results.Bytes(file.Content, file.Type);
            }).ExcludeFromDescription();
        }
    }

    static AssetFile Read(string name, string type)
    {
        using var file = Assembly.GetExecutingAssembly().GetManifestResourceStream($"{Prefix}{name}")!;
        var content = new byte[file.Length];
        file.ReadExactly(content);
        var digest = Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 6));
        return new($"{Prefix}{digest}/{name}", type, content);
    }

    sealed record AssetFile(string Path, string Type, byte[] Content);
}
