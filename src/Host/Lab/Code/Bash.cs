namespace Periksa.Host.Lab.Code;

/// <summary>A script for bash that signs with openssl and sends with curl.</summary>
static class Bash
{
    public static string Write(Recipe recipe) => new Lines()
        .Add("#!/usr/bin/env bash")
        .If(recipe.HasSecret, $"secret={Literal.Shell(Recipe.SecretsPlace)}")
        .Add(Now(recipe.Moment))
        .Add(recipe.Declared.Select(one => $"{one.Name}={Literal.Shell(one.Text)}"))
        .If(recipe.IsSorted, "sorted=$(printf '%s' \"$body\" | jq -cSj .)   # names in order, at every depth")
        .If(recipe.HasDigest, $"digest=$(printf '%s' \"${Body(recipe)}\" | openssl dgst -sha256 -r | cut -d' ' -f1)")
        .Add($"text=\"{string.Join(recipe.Separator, recipe.Parts.Select(part => $"${{{part}}}"))}\"")
        .Add(recipe.How switch
        {
            Signing.RsaSha256Base64 => "signature=$(printf '%s' \"$text\" | openssl dgst -sha256 -sign "
                + $"{Recipe.KeyFile} | openssl base64 -A)",
            Signing.HmacSha512Base64 => "signature=$(printf '%s' \"$text\" | openssl dgst -sha512 -hmac \"$secret\" "
                + "-binary | openssl base64 -A)",
            Signing.HmacSha512Hex or Signing.HmacSha256Hex => "signature=$(printf '%s' \"$text\" | openssl dgst "
                + $"-{recipe.HashName} -hmac \"$secret\" -r | cut -d' ' -f1)",
        })
        .Add("printf '%s\\n' \"$text\" \"$signature\"")
        .Add(recipe.IsCallback ? [$"# {recipe.Use}"] : Send(recipe))
        .ToString();

    static IEnumerable<string> Send(Recipe recipe)
    {
        yield return "";
        yield return $"curl -sS -X {Literal.Shell(recipe.Method)} {Literal.Shell(recipe.Url)} \\";
        foreach (var (name, text) in recipe.Headers)
            yield return $"  -H {Literal.Shell($"{name}: {text}")} \\";

        foreach (var (name, _) in recipe.Values.Where(one => one.Name is "token" or "timestamp"))
        {
            yield return name is "token"
                ? "  -H \"Authorization: Bearer $token\" \\"
                : $"  -H \"{recipe.StampHeader}: $timestamp\" \\";
        }

        yield return $"  -H \"{recipe.Header}: $signature\" \\";
        yield return recipe.Body is null
            ? $"  --data-binary {Literal.Shell(recipe.SentBody)}"
            : "  --data-binary \"$body\"";
    }

    static IEnumerable<string> Now(Moment moment) => moment switch
    {
        Moment.Received => [],
        Moment.Stamp => ["# Now is: timestamp=$(TZ=UTC-7 date +%Y-%m-%dT%H:%M:%S+07:00)"],
        Moment.Seconds => ["# Now is: timestamp=$(date +%s)"],
        Moment.Day => ["# Today is: day=$(TZ=UTC-7 date +%Y%m%d)"],
    };

    static string Body(Recipe recipe) => recipe.IsSorted ? "sorted" : "body";
}
