using System.CommandLine;
using System.Text.Json.Serialization.Metadata;

namespace Periksa.Host.Verbs;

/// <summary>Verbs that ask something at the desk, and print what they hear.</summary>
static class DeskVerbs
{
    /// <summary>Has a verb ask, and print what it hears; as JSON where <c>--json</c> is said, which it takes with
    /// this.</summary>
    public static Command Asks<T>(
        this Command verb, JsonTypeInfo<T> type, Func<Desk, ParseResult, CancellationToken, Task<T>> ask,
        Action<T> print)
    {
        var json = Given.Json();
        verb.Add(json);
        return verb.Does(async (given, interrupted) =>
        {
            await using var desk = await Desk.Open(interrupted, isQuiet: given.GetValue(json));
            var heard = await ask(desk, given, interrupted);
            if (given.GetValue(json))
                JsonOutput.Write(heard, type);
            else
                print(heard);
        });
    }
}
