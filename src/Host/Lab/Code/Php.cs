namespace Periksa.Host.Lab.Code;

/// <summary>A program for PHP 7.1 and later.</summary>
static class Php
{
    public static string Write(Recipe recipe) => new Lines()
        .Add("<?php")
        .If(recipe.IsSorted, Sorting)
        .If(recipe.HasSecret, $"$secret = {Literal.Php(Recipe.SecretsPlace)};")
        .Add(Now(recipe.Moment))
        .Add(recipe.Declared.Select(one => $"${one.Name} = {Literal.Php(one.Text)};"))
        .If(recipe.IsSorted, "$sorted = json_encode(sorted(json_decode($body)), JSON_UNESCAPED_SLASHES | "
            + "JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_LINE_TERMINATORS | JSON_PRESERVE_ZERO_FRACTION);")
        .If(recipe.HasDigest, $"$digest = hash('sha256', ${(recipe.IsSorted ? "sorted" : "body")});")
        .Add($"$text = {Text(recipe)};")
        .Add(recipe.How switch
        {
            Signing.RsaSha256Base64 =>
            [
                $"openssl_sign($text, $bytes, file_get_contents('{Recipe.KeyFile}'), OPENSSL_ALGO_SHA256);",
                "$signature = base64_encode($bytes);",
            ],
            Signing.HmacSha512Base64 => ["$signature = base64_encode(hash_hmac('sha512', $text, $secret, true));"],
            Signing.HmacSha512Hex or Signing.HmacSha256Hex =>
                (string[])[$"$signature = hash_hmac('{recipe.HashName}', $text, $secret);"],
        })
        .Add("echo $text, \"\\n\", $signature, \"\\n\";")
        .Add($"// {recipe.Use}")
        .If(recipe.Body is not null, recipe.IsCallback
            ? "// What came is file_get_contents('php://input'), not json_encode of what was parsed."
            : "// Send $body as it is: CURLOPT_POSTFIELDS => $body. Another json_encode may write other bytes.")
        .ToString();

    static readonly string[] Sorting =
    [
        "function sorted($value) {",
        "    if (is_array($value)) return array_map('sorted', $value);",
        "    if (!is_object($value)) return $value;",
        "    $members = (array) $value;",
        "    ksort($members, SORT_STRING);",
        "    return (object) array_map('sorted', $members);",
        "}",
    ];

    static string Text(Recipe recipe) =>
        string.Join(
            recipe.Separator.Length is 0 ? " . " : $" . '{recipe.Separator}' . ",
            recipe.Parts.Select(part => $"${part}"));

    static IEnumerable<string> Now(Moment moment) => moment switch
    {
        Moment.Received => [],
        Moment.Stamp => ["// Now is: (new DateTime('now', new DateTimeZone('+07:00')))->format('Y-m-d\\TH:i:sP')"],
        Moment.Seconds => ["// Now is: (string) time()"],
        Moment.Day => ["// Today is: (new DateTime('now', new DateTimeZone('+07:00')))->format('Ymd')"],
    };
}
