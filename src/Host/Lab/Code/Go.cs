namespace Periksa.Host.Lab.Code;

/// <summary>A program for Go.</summary>
static class Go
{
    public static string Write(Recipe recipe) => new Lines()
        .Add("package main").Add("").Add("import (")
        .Add(Imports(recipe).Order(StringComparer.Ordinal).Select(one => $"\t\"{one}\""))
        .Add(")").Add("").Add("func main() {")
        .If(recipe.HasSecret, $"\tsecret := {Quoted(Recipe.SecretsPlace)}")
        .Add(Now(recipe.Moment))
        .Add(recipe.Declared.Select(one => $"\t{one.Name} := {Quoted(one.Text)}"))
        .If(recipe.IsSorted, Sorting)
        .If(recipe.HasDigest, $"\tdigest := fmt.Sprintf(\"%x\", sha256.Sum256({Body(recipe)}))")
        .Add($"\ttext := {Text(recipe)}")
        .Add(recipe.HasSecret ? OfSecret(recipe) : OfKey)
        .Add("\tfmt.Println(text)").Add("\tfmt.Println(signature)")
        .Add($"\t// {recipe.Use}")
        .Add("}")
        .ToString();

    static readonly string[] Sorting =
    [
        "\tvar value any",
        "\tdecoder := json.NewDecoder(strings.NewReader(body))",
        "\tdecoder.UseNumber()",
        "\tif err := decoder.Decode(&value); err != nil {",
        "\t\tpanic(err)",
        "\t}",
        "\tvar sorted bytes.Buffer   // maps are written with their names in order",
        "\tencoder := json.NewEncoder(&sorted)",
        "\tencoder.SetEscapeHTML(false)",
        "\tencoder.Encode(value)",
    ];

    static readonly string[] OfKey =
    [
        $"\tfile, _ := os.ReadFile(\"{Recipe.KeyFile}\")",
        "\tblock, _ := pem.Decode(file)",
        "\tkey, err := x509.ParsePKCS8PrivateKey(block.Bytes)",
        "\tif err != nil {",
        "\t\tpanic(err)",
        "\t}",
        "\thash := sha256.Sum256([]byte(text))",
        "\tsigned, _ := rsa.SignPKCS1v15(rand.Reader, key.(*rsa.PrivateKey), crypto.SHA256, hash[:])",
        "\tsignature := base64.StdEncoding.EncodeToString(signed)",
    ];

    static string[] OfSecret(Recipe recipe) =>
    [
        $"\tmac := hmac.New({recipe.HashName}.New, []byte(secret))",
        "\tmac.Write([]byte(text))",
        recipe.IsHex
            ? "\tsignature := hex.EncodeToString(mac.Sum(nil))"
            : "\tsignature := base64.StdEncoding.EncodeToString(mac.Sum(nil))",
    ];

    static IEnumerable<string> Imports(Recipe recipe)
    {
        string[] all =
        [
            "fmt",
            .. recipe.Parts.Count > 1 || recipe.IsSorted ? (string[])["strings"] : [],
            .. recipe.HasDigest || !recipe.HasSecret ? (string[])["crypto/sha256"] : [],
            .. recipe.HasSecret ? (string[])["crypto/hmac", $"crypto/{recipe.HashName}"]
                : ["crypto", "crypto/rand", "crypto/rsa", "crypto/x509", "encoding/pem", "os"],
            recipe.IsHex ? "encoding/hex" : "encoding/base64",
            .. recipe.IsSorted ? (string[])["bytes", "encoding/json"] : [],
        ];
        return all.Distinct();
    }

    static string Body(Recipe recipe) =>
        recipe.IsSorted ? "bytes.TrimSpace(sorted.Bytes())" : "[]byte(body)";

    static string Text(Recipe recipe) => recipe.Parts is [var only]
        ? only
        : $"strings.Join([]string{{{string.Join(", ", recipe.Parts)}}}, {Quoted(recipe.Separator)})";

    static string Quoted(string text) => Literal.Quoted(text, "U");

    static IEnumerable<string> Now(Moment moment) => moment switch
    {
        Moment.Received => [],
        Moment.Stamp =>
        [
            "\t// Now is: time.Now().In(time.FixedZone(\"WIB\", 7*3600)).Format(\"2006-01-02T15:04:05-07:00\")",
        ],
        Moment.Seconds => ["\t// Now is: strconv.FormatInt(time.Now().Unix(), 10)"],
        Moment.Day => ["\t// Today is: time.Now().In(time.FixedZone(\"WIB\", 7*3600)).Format(\"20060102\")"],
    };
}
