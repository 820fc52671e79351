namespace Periksa.Host.Lab.Code;

/// <summary>A program of C# for .NET 8 and later.</summary>
static class CSharp
{
    public static string Write(Recipe recipe) => new Lines()
        .Add("using System;").Add("using System.IO;").Add("using System.Linq;")
        .Add("using System.Security.Cryptography;").Add("using System.Text;")
        .If(recipe.IsSorted, "using System.Collections.Generic;", "using System.Text.Encodings.Web;",
            "using System.Text.Json;", "using System.Text.Json.Nodes;")
        .Add("")
        .If(recipe.HasSecret, $"var secret = {Quoted(Recipe.SecretsPlace)};")
        .Add(Now(recipe.Moment))
        .Add(recipe.Declared.Select(one => $"var {one.Name} = {Quoted(one.Text)};"))
        .If(recipe.IsSorted, "var sorted = Sorted(JsonNode.Parse(body))!.ToJsonString(",
            "    new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });")
        .If(recipe.HasDigest, "var digest = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes("
            + $"{(recipe.IsSorted ? "sorted" : "body")}))).ToLowerInvariant();")
        .Add($"var text = {Text(recipe)};")
        .Add(recipe.How switch
        {
            Signing.RsaSha256Base64 =>
            [
                "using var key = RSA.Create();",
                $"key.ImportFromPem(File.ReadAllText(\"{Recipe.KeyFile}\"));",
                "var signature = Convert.ToBase64String(key.SignData(",
                "    Encoding.UTF8.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));",
            ],
            Signing.HmacSha512Base64 or Signing.HmacSha512Hex or Signing.HmacSha256Hex => (string[])
            [
                $"var bytes = HMAC{recipe.HashName.ToUpperInvariant()}.HashData(Encoding.UTF8.GetBytes(secret), "
                    + "Encoding.UTF8.GetBytes(text));",
                recipe.IsHex
                    ? "var signature = Convert.ToHexString(bytes).ToLowerInvariant();"
                    : "var signature = Convert.ToBase64String(bytes);",
            ],
        })
        .Add("Console.WriteLine(text + \"\\n\" + signature);")
        .Add($"// {recipe.Use}")
        .If(recipe is { Body: not null, IsCallback: false }, "// Send new StringContent(body, Encoding.UTF8, "
            + "\"application/json\"): JsonContent would write other bytes.")
        .If(recipe.IsSorted, Sorting)
        .ToString();

    static readonly string[] Sorting =
    [
        "",
        "static JsonNode? Sorted(JsonNode? node) => node switch",
        "{",
        "    JsonObject all => new JsonObject(all.OrderBy(one => one.Key, StringComparer.Ordinal)",
        "        .Select(one => KeyValuePair.Create(one.Key, Sorted(one.Value)))),",
        "    JsonArray all => new JsonArray(all.Select(Sorted).ToArray()),",
        "    _ => node?.DeepClone(),",
        "};",
    ];

    static string Text(Recipe recipe) => recipe.Parts is [var only]
        ? only
        : $"string.Join({Quoted(recipe.Separator)}, {string.Join(", ", recipe.Parts)})";

    static string Quoted(string text) => Literal.Quoted(text, "U");

    static IEnumerable<string> Now(Moment moment) => moment switch
    {
        Moment.Received => [],
        Moment.Stamp =>
        [
            "// Now is: DateTimeOffset.UtcNow.ToOffset(TimeSpan.FromHours(7)).ToString(\"yyyy-MM-ddTHH:mm:sszzz\")",
        ],
        Moment.Seconds => ["// Now is: DateTimeOffset.UtcNow.ToUnixTimeSeconds().ToString()"],
        Moment.Day => ["// Today is: DateTimeOffset.UtcNow.ToOffset(TimeSpan.FromHours(7)).ToString(\"yyyyMMdd\")"],
    };
}
