namespace Periksa.Operators;

/// <summary>A part of a list.</summary>
/// <param name="NextCursor">What to ask for the rest with; <c>null</c> where this is the last of it.</param>
public sealed record Page<T>(IReadOnlyList<T> Data, string? NextCursor)
{
    /// <summary>The longest part that is given at once.</summary>
    public const int LimitMaximum = 500;

    /// <summary>What is read for a page: one more than its length, which tells whether there is a rest.</summary>
    internal static int ToRead(int limit) => Math.Clamp(limit, 1, LimitMaximum) + 1;

    /// <param name="read">What <see cref="ToRead"/> rows at most have brought.</param>
    /// <param name="cursor">Names a row among those of the list.</param>
    internal static Page<T> Of(IEnumerable<T> read, int limit, Func<T, string> cursor)
    {
        var rows = read.ToArray();
        var length = ToRead(limit) - 1;
        return rows.Length <= length ? new(rows, null) : new(rows[..length], cursor(rows[length - 1]));
    }
}
