using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Reflection;

namespace Periksa.Host;

/// <summary>Finds the verb that is asked for. What is none never starts anything.</summary>
static class CommandLine
{
    /// <summary>What the program ends with when it is used wrongly.</summary>
    public const int Misused = 2;

    static readonly Dictionary<Command, string[]> Examples = [];

    const string Description =
        """
        Periksa answers payment inquiries for everybody who may ask, and remembers what it answered.

        Settings are environment variables; docs/operating lists them. It ends with 0 when all is done, 1 when it
        refuses or finds a difference, 2 when it is used wrongly, 130 when it is interrupted.
        """;

    /// <summary>The build's version, with the commit where it was built from a repository.</summary>
    public static string Version { get; } = typeof(CommandLine).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <param name="alone">What is done without a word.</param>
    public static Task<int> Run(string[] args, Command alone, params Command[] others)
    {
        Command[] verbs = [alone, .. others];
        var root = new RootCommand(Description) { Action = alone.Action };
        foreach (var verb in verbs)
            root.Add(verb);

        AddExamples(root);

        // Files of arguments are not read: an argument that begins with @ is an argument.
        var given = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (given.Errors.Count > 0)
            return Task.FromResult(Refuse(given, verbs));

        // Signals and failures are Launch's.
        return given.InvokeAsync(
            new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
    }

    /// <summary>Sets a verb's action, which is given a token that Ctrl-C cancels; ends with 0 if it returns, and with
    /// 1 and the message if it throws a <see cref="SettingsException"/>.</summary>
    public static Command Does(this Command verb, Func<ParseResult, CancellationToken, Task> run)
    {
        verb.SetAction((given, _) => Launch.Guarded(interrupted => run(given, interrupted)));
        return verb;
    }

    /// <summary>Has a verb's help end with examples, each a line as it is typed.</summary>
    public static Command WithExamples(this Command verb, params string[] examples)
    {
        Examples[verb] = examples;
        return verb;
    }

    // Help is the root's for all its verbs.
    static void AddExamples(RootCommand root)
    {
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((HelpAction)help.Action!);
    }

    sealed class HelpWithExamples(HelpAction usual) : SynchronousCommandLineAction
    {
        // Whoever asks for help has not yet said what is required.
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            var code = usual.Invoke(parseResult);
            if (Examples.TryGetValue(parseResult.CommandResult.Command, out var examples))
            {
                Console.WriteLine(examples.Length == 1 ? "Example:" : "Examples:");
                foreach (var example in examples)
                    Console.WriteLine($"  {example}");

                Console.WriteLine();
            }

            return code;
        }
    }

    static int Refuse(ParseResult given, Command[] verbs)
    {
        foreach (var error in given.Errors)
            Console.Error.WriteLine($"periksa: {error.Message}");

        var width = verbs.Max(verb => verb.Name.Length);
        Console.Error.WriteLine("\nThe words are:");
        foreach (var verb in verbs)
            Console.Error.WriteLine($"  {verb.Name.PadRight(width)}  {verb.Description}");

        Console.Error.WriteLine(
            "\n'periksa WORD --help' tells more. Settings are environment variables: ASPNETCORE_URLS, not --urls.");
        return Misused;
    }
}
