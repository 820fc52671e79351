namespace Periksa.Host.Lab.Code;

/// <summary>A program for Python 3; with a private key it needs the package cryptography.</summary>
static class Python
{
    public static string Write(Recipe recipe) => new Lines()
        .Add(Imports(recipe))
        .Add("")
        .If(recipe.HasSecret, $"secret = {Quoted(Recipe.SecretsPlace)}")
        .Add(Now(recipe.Moment))
        .Add(recipe.Declared.Select(one => $"{Name(one.Name)} = {Quoted(one.Text)}"))
        .If(recipe.IsSorted, "sorted_body = json.dumps(json.loads(body), sort_keys=True, separators=(\",\", \":\"), "
            + "ensure_ascii=False)")
        .If(recipe.HasDigest, $"digest = hashlib.sha256({(recipe.IsSorted ? "sorted_body" : "body")}.encode())"
            + ".hexdigest()")
        .Add($"text = {Text(recipe)}")
        .Add(recipe.How switch
        {
            Signing.RsaSha256Base64 =>
            [
                $"key = load_pem_private_key(open(\"{Recipe.KeyFile}\", \"rb\").read(), None)",
                "signature = base64.b64encode(key.sign(text.encode(), padding.PKCS1v15(), hashes.SHA256())).decode()",
            ],
            Signing.HmacSha512Base64 =>
                ["signature = base64.b64encode(hmac.digest(secret.encode(), text.encode(), \"sha512\")).decode()"],
            Signing.HmacSha512Hex or Signing.HmacSha256Hex => (string[])
                [$"signature = hmac.digest(secret.encode(), text.encode(), \"{recipe.HashName}\").hex()"],
        })
        .Add("print(text, signature, sep=\"\\n\")")
        .Add($"# {recipe.Use}")
        .If(recipe.Body is not null, recipe.IsCallback
            ? "# What came are the request's bytes (request.get_data()), not json.dumps of what was parsed."
            : "# Send data=body.encode(), not json=…: that would write other bytes.")
        .ToString();

    static IEnumerable<string> Imports(Recipe recipe)
    {
        yield return recipe.HasSecret ? "import base64, hashlib, hmac, json" : "import base64, hashlib";
        if (recipe.HasSecret)
            yield break;

        yield return "from cryptography.hazmat.primitives import hashes";
        yield return "from cryptography.hazmat.primitives.asymmetric import padding";
        yield return "from cryptography.hazmat.primitives.serialization import load_pem_private_key";
    }

    static string Text(Recipe recipe) => recipe.Parts is [var only]
        ? only
        : $"{Quoted(recipe.Separator)}.join([{string.Join(", ", recipe.Parts.Select(Name))}])";

    static string Name(string name) => name is "clientId" ? "client_id" : name;

    static string Quoted(string text) => Literal.Quoted(text, "U");

    static IEnumerable<string> Now(Moment moment) => moment switch
    {
        Moment.Received => [],
        Moment.Stamp => ["# Now is: datetime.now(timezone(timedelta(hours=7))).isoformat(timespec=\"seconds\")"],
        Moment.Seconds => ["# Now is: str(int(time.time()))"],
        Moment.Day => ["# Today is: datetime.now(timezone(timedelta(hours=7))).strftime(\"%Y%m%d\")"],
    };
}
