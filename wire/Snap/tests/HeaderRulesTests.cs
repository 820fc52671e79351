namespace Periksa.Wire.Snap.Tests;

public class HeaderRulesTests
{
    static readonly HeaderRules Rules = new(
        new("Type", IsMandatory: true, value => value is "json", value => value is "json" or "JSON")
        {
            MayRepeat = true,
        },
        new("Id", IsMandatory: true, _ => true, _ => true),
        new("Origin", IsMandatory: false, _ => true, _ => true) { MayRepeat = true });

    /// <summary>The headers that are sent, and the faults in them: compatible, then by the letter.</summary>
    public static TheoryData<string, string, string> Sent { get; } = new()
    {
        { "Type=json Id=1", "", "" },
        { "Type=json Type=json Id=1", "", "Type" },
        { "Type=JSON Type=JSON Id=1", "", "Type" },
        { "Type=json Type=JSON Id=1", "Type", "Type" },
        { "Type=json Type=json Type=json Id=1", "", "Type" },
        { "Type=json Type=json Type= Id=1", "Type", "Type" },
        { "Type=text Type=text Id=1", "Type", "Type" },
        { "Type= Type= Id=1", "Type", "Type" },
        { "Id=1", "Type missing", "Type missing" },
        { "Type=json Id=1 Id=1", "Id", "Id" },
        { "Type=json Id=1 Origin=a Origin=a", "", "Origin" },
        { "Type=json Id=1 Origin=a Origin=b", "Origin", "Origin" },
        { "Type=json Id=1 Origin= Origin=", "", "Origin" },
    };

    [Theory, MemberData(nameof(Sent))]
    public void Take_equal_doubles_of_what_may_repeat_and_not_by_the_letter(
        string headers, string compatible, string strict)
    {
        var sent = Rules.Read(new Lines(headers));

        Assert.Equal(compatible, Name(Rules.FindFault(sent, isStrict: false)));
        Assert.Equal(strict, Name(Rules.FindFault(sent, isStrict: true)));
        if (compatible.Length == 0)
            Assert.Equal(strict.Length == 0 ? [] : [strict], Rules.FindLax(sent));
    }

    static string Name(FieldFault? fault) => fault is { } one ? one.Field + (one.IsMissing ? " missing" : "") : "";

    readonly struct Lines(string headers) : IHeaderSource
    {
        public int Read(string name, out string first, out bool areEqual)
        {
            string[] values =
            [
                .. headers.Split(' ').Select(line => line.Split('=')).Where(line => line[0] == name)
                    .Select(line => line[1]),
            ];
            first = values.FirstOrDefault("");
            areEqual = values.Distinct().Count() <= 1;
            return values.Length;
        }
    }
}
