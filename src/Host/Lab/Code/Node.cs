namespace Periksa.Host.Lab.Code;

/// <summary>A module for Node.js.</summary>
static class Node
{
    public static string Write(Recipe recipe) => new Lines()
        .Add(recipe.HasSecret
            ? "import { createHash, createHmac } from \"node:crypto\";"
            : "import { createHash, sign } from \"node:crypto\";")
        .If(!recipe.HasSecret, "import { readFileSync } from \"node:fs\";")
        .Add("")
        .If(recipe.IsSorted, Sorting)
        .If(recipe.HasSecret, $"const secret = {Quoted(Recipe.SecretsPlace)};")
        .Add(Now(recipe.Moment))
        .Add(recipe.Declared.Select(one => $"const {one.Name} = {Quoted(one.Text)};"))
        .If(recipe.HasDigest, $"const digest = createHash(\"sha256\").update({Body(recipe)}).digest(\"hex\");")
        .Add($"const text = {Text(recipe)};")
        .Add(recipe.How switch
        {
            Signing.RsaSha256Base64 => "const signature = sign(\"RSA-SHA256\", Buffer.from(text), "
                + $"readFileSync(\"{Recipe.KeyFile}\")).toString(\"base64\");",
            Signing.HmacSha512Base64 or Signing.HmacSha512Hex or Signing.HmacSha256Hex =>
                $"const signature = createHmac(\"{recipe.HashName}\", secret).update(text)"
                + $".digest(\"{(recipe.IsHex ? "hex" : "base64")}\");",
        })
        .Add("console.log(text + \"\\n\" + signature);")
        .Add($"// {recipe.Use}")
        .If(recipe.Body is not null, recipe.IsCallback
            ? "// What came are the bytes of the request (express.raw), not JSON.stringify of what was parsed."
            : "// Send body as it is, a string: another JSON.stringify may write other bytes.")
        .ToString();

    static readonly string[] Sorting =
    [
        "const sorted = (value) =>",
        "  Array.isArray(value) ? value.map(sorted)",
        "  : value && typeof value === \"object\"",
        "    ? Object.fromEntries(Object.keys(value).sort().map((name) => [name, sorted(value[name])]))",
        "    : value;",
        "",
    ];

    static string Body(Recipe recipe) => recipe.IsSorted ? "JSON.stringify(sorted(JSON.parse(body)))" : "body";

    static string Text(Recipe recipe) => recipe.Parts is [var only]
        ? only
        : $"[{string.Join(", ", recipe.Parts)}].join({Quoted(recipe.Separator)})";

    static string Quoted(string text) => Literal.Quoted(text, wide: null);

    static IEnumerable<string> Now(Moment moment) => moment switch
    {
        Moment.Received => [],
        Moment.Stamp =>
            ["// Now is: new Date(Date.now() + 7 * 3600 * 1000).toISOString().slice(0, 19) + \"+07:00\""],
        Moment.Seconds => ["// Now is: String(Math.floor(Date.now() / 1000))"],
        Moment.Day =>
        [
            "// Today is: new Date(Date.now() + 7 * 3600 * 1000).toISOString().slice(0, 10).replaceAll(\"-\", \"\")",
        ],
    };
}
