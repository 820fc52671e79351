using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Periksa.Host.Lab.Code;

namespace Periksa.Lab.Tests;

/// <summary>The programs that the lab shows, run by what they are written for.</summary>
public sealed class SnippetTests : IDisposable
{
    // What is hard to write in a program: quotes, variables, line ends, what cannot be seen, and beyond 16 bits.
    const string HardBody =
        """{"b":"it's \\ \"$x\" `id` ${y} {$z} \u0041 </script> !!","a":"%s """ + "Ś\u200b😀\u0085"
        + """ ","c": [{"z":null,"y":true}]}""";

    const string EasyBody = """{"b":"it's $x","a":"Ayu Ś","c":[{"z":null,"y":true},"x",1]}""";

    static readonly (string Name, string[] Programs)[] Languages =
    [
        ("curl", ["bash", "openssl", "jq"]), ("PHP", ["php"]), ("Node.js", ["node"]), ("Java", ["java"]),
        ("Go", ["go"]), ("Python", ["python3"]), ("C#", ["dotnet"]),
    ];

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("periksa-lab-");

    public static TheoryData<string, int> All
    {
        get
        {
            var all = new TheoryData<string, int>();
            foreach (var (language, _) in Languages.Where(IsHere))
            {
                for (var number = 0; number < Samples.All.Count; number++)
                    all.Add(language, number);
            }

            return all;
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory, MemberData(nameof(All))]
    public void Signs_as_the_contract_says(string language, int number)
    {
        var sample = Samples.All[number];
        var finding = Examine(sample, Readable(HardBody, sample));
        var snippet = finding.Snippets.Single(one => one.Language == language);
        Assert.DoesNotContain(Samples.Secret, snippet.Text, StringComparison.Ordinal);

        var printed = Run(snippet).TrimEnd('\n');
        Assert.Equal(finding.RightSignature, printed[(printed.LastIndexOf('\n') + 1)..]);
    }

    [Fact]
    public void Are_run_where_there_is_what_they_are_written_for()
    {
        foreach (var (name, programs) in Languages.Where(one => !IsHere(one)))
        {
            TestContext.Current.TestOutputHelper?.WriteLine(
                $"{name} was not run: no {string.Join(", ", programs)} is here.");
        }

        Assert.Superset(
            new HashSet<string> { "Python", "C#" }, Languages.Where(IsHere).Select(one => one.Name).ToHashSet());
    }

    [Fact]
    public void Are_none_for_a_body_that_is_no_text() =>
        Assert.Empty(Samples.All[8].Ask("", "{\"a\":\"\0\"}").Snippets);

    [Fact]
    public void Have_a_place_for_a_body_that_is_too_long_to_be_shown()
    {
        var snippets = Samples.All[0].Ask("", $"{{\"a\":\"{new string('x', 10_000)}\"}}").Snippets;

        Assert.Equal(Languages.Select(one => one.Name), snippets.Select(one => one.Language));
        Assert.All(snippets, one => Assert.Contains(Recipe.BodysPlace, one.Text, StringComparison.Ordinal));
        Assert.All(snippets, one => Assert.True(one.Text.Length < 5_000));
    }

    // A callback of SingaPay's is sorted by parsing it, and what escapes are written then is each library's own.
    static string Readable(string body, Sample sample) =>
        sample is { Dialect: "singapay", Kind: LabKind.Callback } ? EasyBody : body;

    static LabFinding Examine(Sample sample, string body)
    {
        using var credential = sample.IsOfKey
            ? LabCredential.OfKey(Samples.Key.ExportPkcs8PrivateKeyPem())
            : sample.Given();
        return Laboratory.Examine(
            new()
            {
                Dialect = sample.Dialect, Kind = sample.Kind, Text = sample.Write("", body), Credential = credential,
            },
            Samples.Now);
    }

    string Run(Snippet snippet)
    {
        File.WriteAllText(Path.Combine(_folder.FullName, Recipe.KeyFile), Samples.Key.ExportPkcs8PrivateKeyPem());
        var file = Path.Combine(_folder.FullName, snippet.File);
        File.WriteAllText(file, snippet.Text.Replace(Recipe.SecretsPlace, Samples.Secret, StringComparison.Ordinal));
        return snippet.Language switch
        {
            // Nothing is sent: there is nobody at that address.
            "curl" => Do("bash", "-c", "curl() { :; }; . ./sign.sh"),
            "PHP" => Do("php", file),
            "Node.js" => Do("node", file),
            "Java" => Do("java", "-Dfile.encoding=UTF-8", file),
            "Go" => Do("go", "run", file),
            "Python" => Do("python3", file),
            _ => CSharp(file),
        };
    }

    // By the compiler alone: a project would be restored and built for each.
    string CSharp(string file)
    {
        var framework = RuntimeEnvironment.GetRuntimeDirectory();
        var dotnet = Path.GetFullPath(Path.Combine(framework, "../../.."));
        var compiler = Directory.GetDirectories(Path.Combine(dotnet, "sdk"))
            .Select(sdk => Path.Combine(sdk, "Roslyn/bincore/csc.dll")).LastOrDefault(File.Exists);
        Assert.NotNull(compiler);
        var (program, version) = (Path.Combine(_folder.FullName, "sign.dll"), Environment.Version.ToString());
        File.WriteAllText(Path.ChangeExtension(program, ".runtimeconfig.json"), JsonSerializer.Serialize(new
        {
            runtimeOptions = new { framework = new { name = "Microsoft.NETCore.App", version } },
        }));
        Do("dotnet", ["exec", compiler, "-nologo", "-nullable", "-out:" + program, file, .. References(framework)]);
        return Do("dotnet", "exec", program);
    }

    static IEnumerable<string> References(string framework) =>
        Directory.GetFiles(framework, "*.dll")
            .Where(one => Path.GetFileName(one) is var name
                && (name.StartsWith("System.", StringComparison.Ordinal) || name is "netstandard.dll")
                && !name.Contains("Native", StringComparison.Ordinal))
            .Select(one => "-r:" + one);

    string Do(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = _folder.FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode is 0, $"{program}: {output}{errors.GetAwaiter().GetResult()}");
        return output;
    }

    static bool IsHere((string Name, string[] Programs) language) => language.Programs.All(program =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
            .Any(path => File.Exists(Path.Combine(path, program))));
}
