namespace Periksa;

/// <summary>Personal data as logs, traces and lists may show it: enough to recognise, too little to misuse.</summary>
public static class Masked
{
    const int ShownDigits = 4;

    /// <summary>All but the last four characters as stars; nothing of a number too short for that.</summary>
    public static string Account(string number) => number.Length > 2 * ShownDigits
        ? string.Concat(new string('*', number.Length - ShownDigits), number.AsSpan(number.Length - ShownDigits))
        : new('*', number.Length);

    /// <summary>The first letter of every longer word: <c>John Doe</c> is <c>J*** D**</c>.</summary>
    public static string Name(string name) => string.Join(' ', name.Split(' ').Select(
        word => word.Length < 2 || char.IsSurrogate(word[0])
            ? new string('*', word.Length)
            : word[0] + new string('*', word.Length - 1)));
}
