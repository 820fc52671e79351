namespace Periksa.Host.Lab.Code;

/// <summary>A program for Java 17 and later, with nothing besides the JDK.</summary>
static class Java
{
    public static string Write(Recipe recipe) => new Lines()
        .Add("import java.nio.charset.StandardCharsets;").Add("import java.nio.file.*;")
        .Add("import java.security.*;").Add("import java.security.spec.*;").Add("import java.util.*;")
        .Add("import javax.crypto.Mac;").Add("import javax.crypto.spec.SecretKeySpec;")
        .Add("").Add("public class Sign {")
        .Add("    public static void main(String[] arguments) throws Exception {")
        .If(recipe.HasSecret, $"        var secret = {Literal.Java(Recipe.SecretsPlace)};")
        .Add(Now(recipe.Moment))
        .Add(recipe.Declared.Select(one => $"        var {one.Name} = {Literal.Java(one.Text)};"))
        .If(recipe.HasDigest, "        var digest = HexFormat.of().formatHex(",
            $"            MessageDigest.getInstance(\"SHA-256\").digest(utf8({Body(recipe)})));")
        .Add($"        var text = {Text(recipe)};")
        .Add(recipe.HasSecret ? OfSecret(recipe) : OfKey)
        .Add("        System.out.println(text + \"\\n\" + signature);")
        .Add($"        // {recipe.Use}")
        .Add("    }").Add("")
        .Add("    static byte[] utf8(String text) { return text.getBytes(StandardCharsets.UTF_8); }")
        .If(recipe.IsSorted, Sorting)
        .Add("}")
        .ToString();

    // The JDK knows no JSON. A callback's is compact, so that its members can be moved as they stand.
    static readonly string[] Sorting =
    [
        "",
        "    // The names of compact JSON in order, all else as it came. Jackson has ORDER_MAP_ENTRIES_BY_KEYS.",
        "    static String sorted(String json) { return value(json, new int[1]); }",
        "",
        "    static String value(String json, int[] at) {",
        "        char first = json.charAt(at[0]);",
        "        if (first == '\"') return string(json, at);",
        "        if (first == '{' || first == '[') {",
        "            var members = new ArrayList<String>();",
        "            var names = new TreeMap<String, String>();",
        "            at[0]++;",
        "            while (json.charAt(at[0]) != '}' && json.charAt(at[0]) != ']') {",
        "                if (json.charAt(at[0]) == ',') at[0]++;",
        "                if (first == '[') { members.add(value(json, at)); continue; }",
        "                var name = string(json, at);",
        "                at[0]++;   // the colon",
        "                names.put(name.substring(1, name.length() - 1), value(json, at));",
        "            }",
        "            at[0]++;",
        "            names.forEach((name, value) -> members.add('\"' + name + \"\\\":\" + value));",
        "            return first + String.join(\",\", members) + (first == '{' ? '}' : ']');",
        "        }",
        "        int start = at[0];",
        "        while (at[0] < json.length() && \",}]\".indexOf(json.charAt(at[0])) < 0) at[0]++;",
        "        return json.substring(start, at[0]);",
        "    }",
        "",
        "    static String string(String json, int[] at) {",
        "        int start = at[0]++;",
        "        for (; json.charAt(at[0]) != '\"'; at[0]++) if (json.charAt(at[0]) == '\\\\') at[0]++;",
        "        return json.substring(start, ++at[0]);",
        "    }",
    ];

    static readonly string[] OfKey =
    [
        $"        var pem = Files.readString(Path.of(\"{Recipe.KeyFile}\"))",
        "            .replaceAll(\"-----[^-]+-----|\\\\s\", \"\");",
        "        var signer = java.security.Signature.getInstance(\"SHA256withRSA\");",
        "        signer.initSign(KeyFactory.getInstance(\"RSA\").generatePrivate(",
        "            new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem))));",
        "        signer.update(utf8(text));",
        "        var signature = Base64.getEncoder().encodeToString(signer.sign());",
    ];

    static string[] OfSecret(Recipe recipe)
    {
        var algorithm = $"Hmac{recipe.HashName.ToUpperInvariant()}";
        return
        [
            $"        var mac = Mac.getInstance(\"{algorithm}\");",
            $"        mac.init(new SecretKeySpec(utf8(secret), \"{algorithm}\"));",
            recipe.IsHex
                ? "        var signature = HexFormat.of().formatHex(mac.doFinal(utf8(text)));"
                : "        var signature = Base64.getEncoder().encodeToString(mac.doFinal(utf8(text)));",
        ];
    }

    static string Body(Recipe recipe) => recipe.IsSorted ? "sorted(body)" : "body";

    static string Text(Recipe recipe) => recipe.Parts is [var only]
        ? only
        : $"String.join({Literal.Java(recipe.Separator)}, {string.Join(", ", recipe.Parts)})";

    static IEnumerable<string> Now(Moment moment) => moment switch
    {
        Moment.Received => [],
        Moment.Stamp =>
        [
            "        // Now is: java.time.OffsetDateTime.now(java.time.ZoneOffset.ofHours(7))",
            "        //     .format(java.time.format.DateTimeFormatter.ofPattern(\"yyyy-MM-dd'T'HH:mm:ssXXX\"))",
        ],
        Moment.Seconds => ["        // Now is: String.valueOf(java.time.Instant.now().getEpochSecond())"],
        Moment.Day =>
        [
            "        // Today is: java.time.LocalDate.now(java.time.ZoneOffset.ofHours(7))",
            "        //     .format(java.time.format.DateTimeFormatter.BASIC_ISO_DATE)",
        ],
    };
}
