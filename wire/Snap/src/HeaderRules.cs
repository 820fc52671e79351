namespace Periksa.Wire.Snap;

/// <summary>One row of a contract's header table.</summary>
/// <param name="Name">As the contract writes it, e.g. <c>X-EXTERNAL-ID</c>; refusals name it so.</param>
/// <param name="Strict">Whether a value follows the contract to the letter.</param>
/// <param name="Compatible">Whether a value is one that well-known SDKs send; it holds for whatever
/// <paramref name="Strict"/> holds for.</param>
public sealed record HeaderRule(string Name, bool IsMandatory, Predicate<string> Strict, Predicate<string> Compatible)
{
    /// <summary>True if it may be sent more than once where its values are the same: then nobody can read two
    /// requests. The contract's letter has each header once.</summary>
    public bool MayRepeat { get; init; }
}

/// <summary>The source that headers are read from.</summary>
public interface IHeaderSource
{
    /// <summary>Returns the number of times the header was sent.</summary>
    /// <param name="first">Its first value; empty when it was not sent.</param>
    /// <param name="areEqual">Whether all its values are the first one.</param>
    int Read(string name, out string first, out bool areEqual);
}

/// <summary>The fault of a field, in the standard's two words for it.</summary>
/// <param name="IsMissing">Absent or empty (case code 02); else it is there and its format is wrong (01).</param>
public readonly record struct FieldFault(string Field, bool IsMissing);

/// <summary>The headers of one request that a table names, each looked up once.</summary>
public sealed class SentHeaders
{
    readonly IReadOnlyList<HeaderRule> _rows;
    readonly string[] _values;
    uint _doubled;     // one bit a row
    uint _ambiguous;

    internal SentHeaders(IReadOnlyList<HeaderRule> rows) => (_rows, _values) = (rows, new string[rows.Count]);

    /// <summary>The header's value; empty when it was not sent.</summary>
    /// <param name="name">One of the table's names, as the table writes it.</param>
    public string this[string name] => _values[Row(name)];

    /// <summary>True if it was sent more than once.</summary>
    public bool IsDoubled(string name) => IsDoubled(Row(name));

    /// <summary>True if it was sent more than once, and not as the same value.</summary>
    public bool IsAmbiguous(string name) => IsAmbiguous(Row(name));

    internal string Value(int row) => _values[row];

    internal bool IsDoubled(int row) => (_doubled >> row & 1) != 0;

    internal bool IsAmbiguous(int row) => (_ambiguous >> row & 1) != 0;

    internal void Read<T>(int row, T source) where T : IHeaderSource
    {
        if (source.Read(_rows[row].Name, out _values[row], out var areEqual) <= 1)
            return;

        _doubled |= 1u << row;
        if (!areEqual)
            _ambiguous |= 1u << row;
    }

    int Row(string name)
    {
        for (var row = 0; row < _values.Length; row++)
        {
            if (_rows[row].Name == name)
                return row;
        }

        throw new ArgumentException($"The table has no header {name}.", nameof(name));
    }
}

/// <summary>A contract's header table: which headers must be there, and what they must look like.</summary>
/// <remarks>
/// What is missing is said before what is malformed, each in the table's order. A header that is sent twice is
/// malformed, since two readers might read two different requests; but for those that may repeat, where both say the
/// same.
/// </remarks>
public sealed class HeaderRules
{
    const int RowsMaximum = 32;

    readonly HeaderRule[] _rows;

    /// <param name="rows">In the contract's order, at most 32.</param>
    public HeaderRules(params HeaderRule[] rows)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rows.Length, RowsMaximum);
        _rows = rows;
    }

    /// <summary>Looks the table's headers up.</summary>
    public SentHeaders Read<T>(T source) where T : IHeaderSource
    {
        var sent = new SentHeaders(_rows);
        for (var row = 0; row < _rows.Length; row++)
            sent.Read(row, source);

        return sent;
    }

    /// <summary>True if the header has to be there.</summary>
    /// <param name="name">One of the table's names, as the table writes it.</param>
    public bool Demands(string name) => Array.Exists(_rows, row => row.Name == name && row.IsMandatory);

    /// <summary>The first fault, or <c>null</c> for none.</summary>
    /// <param name="isStrict">Whether only the contract's letter counts.</param>
    public FieldFault? FindFault(SentHeaders sent, bool isStrict)
    {
        for (var row = 0; row < _rows.Length; row++)
        {
            if (_rows[row].IsMandatory && sent.Value(row).Length == 0 && !sent.IsDoubled(row))
                return new(_rows[row].Name, IsMissing: true);
        }

        for (var row = 0; row < _rows.Length; row++)
        {
            if (!Fits(row, sent, isStrict))
                return new(_rows[row].Name, IsMissing: false);
        }

        return null;
    }

    /// <summary>The headers that are taken, and would not be if only the contract's letter counted.</summary>
    public IEnumerable<string> FindLax(SentHeaders sent)
    {
        for (var row = 0; row < _rows.Length; row++)
        {
            if (!Fits(row, sent, isStrict: true))
                yield return _rows[row].Name;
        }
    }

    bool Fits(int row, SentHeaders sent, bool isStrict)
    {
        var rule = _rows[row];
        if (sent.IsDoubled(row) && (isStrict || !rule.MayRepeat || sent.IsAmbiguous(row)))
            return false;

        var value = sent.Value(row);
        return (!rule.IsMandatory && value.Length == 0) || (isStrict ? rule.Strict(value) : rule.Compatible(value));
    }
}
