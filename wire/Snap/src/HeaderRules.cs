namespace Periksa.Wire.Snap;

/// <summary>One row of a contract's header table.</summary>
/// <param name="Name">As the contract writes it, e.g. <c>X-EXTERNAL-ID</c>; refusals name it so.</param>
/// <param name="Strict">Whether a value follows the contract to the letter.</param>
/// <param name="Compatible">Whether a value is one that well-known SDKs send; it holds for whatever
/// <paramref name="Strict"/> holds for.</param>
public sealed record HeaderRule(string Name, bool IsMandatory, Predicate<string> Strict, Predicate<string> Compatible);

/// <summary>Where headers are read from.</summary>
public interface IHeaderSource
{
    /// <summary>How often the header was sent.</summary>
    int Count(string name);

    /// <summary>Its first value; empty when it was not sent.</summary>
    string Value(string name);
}

/// <summary>What is wrong with a header, in the standard's two words for it.</summary>
/// <param name="IsMissing">Absent or empty (case code 02); else it is there and its format is wrong (01).</param>
public readonly record struct FieldFault(string Field, bool IsMissing);

/// <summary>A contract's header table: which headers must be there, and what they must look like.</summary>
/// <remarks>
/// What is missing is said before what is malformed, each in the table's order. A header that is sent twice is
/// malformed, whatever it says: two readers might otherwise read two different requests.
/// </remarks>
public sealed class HeaderRules(params IReadOnlyList<HeaderRule> rows)
{
    /// <summary>The first fault, or <c>null</c> for none.</summary>
    /// <param name="isStrict">Whether only the contract's letter counts.</param>
    public FieldFault? FindFault<T>(T headers, bool isStrict) where T : IHeaderSource
    {
        foreach (var row in rows)
        {
            if (row.IsMandatory && headers.Count(row.Name) <= 1 && headers.Value(row.Name).Length == 0)
                return new(row.Name, IsMissing: true);
        }

        foreach (var row in rows)
        {
            if (headers.Count(row.Name) > 1 || !Fits(row, headers.Value(row.Name), isStrict))
                return new(row.Name, IsMissing: false);
        }

        return null;
    }

    /// <summary>The headers that are taken, and would not be if only the contract's letter counted.</summary>
    public IEnumerable<string> FindLax<T>(T headers) where T : IHeaderSource
    {
        foreach (var row in rows)
        {
            if (!Fits(row, headers.Value(row.Name), isStrict: true))
                yield return row.Name;
        }
    }

    static bool Fits(HeaderRule row, string value, bool isStrict) =>
        (!row.IsMandatory && value.Length == 0) || (isStrict ? row.Strict(value) : row.Compatible(value));
}
