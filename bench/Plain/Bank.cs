using System.Collections.Frozen;

namespace Periksa.Bench.Plain;

/// <summary>Whose account it is, from memory, as in Periksa's sandbox.</summary>
static class Bank
{
    static readonly FrozenSet<string> Codes = FrozenSet.ToFrozenSet(["002", "008", "009", "014", "451"]);

    static readonly FrozenDictionary<(string, string), string> Holders = new Dictionary<(string, string), string>
    {
        [("008", "12341234")] = "John Doe",
        [("014", "8753293240")] = "Test BCA",
        [("014", "1239812390")] = "Siti Nurhaliza",
        [("002", "200531000000017985")] = "Budi Santoso",
        [("009", "0009876543")] = "PT Sumber Rejeki Abadi",
        [("451", "7123456789")] = "H. Muhammad Rizky Pratama",
    }.ToFrozenDictionary();

    static readonly FrozenDictionary<string, string> ShortCodes = new Dictionary<string, string>
    {
        ["002"] = "BRI",
        ["008"] = "MANDIRI",
        ["009"] = "BNI",
        ["014"] = "BCA",
        ["451"] = "BSI",
    }.ToFrozenDictionary();

    static readonly FrozenDictionary<string, string> Words = new Dictionary<string, string>
    {
        ["00"] = "Success",
        ["01"] = "Initiated",
        ["02"] = "Paying",
        ["03"] = "Pending",
        ["04"] = "Refunded",
        ["05"] = "Canceled",
        ["06"] = "Failed",
    }.ToFrozenDictionary();

    public static bool Knows(string code) => Codes.Contains(code);

    public static string? HolderOf(string code, string number) => Holders.GetValueOrDefault((code, number));

    public static string ShortCodeOf(string code) => ShortCodes.GetValueOrDefault(code, code);

    /// <summary>What a disbursement's status is called.</summary>
    public static string WordFor(string status) => Words[status];
}
