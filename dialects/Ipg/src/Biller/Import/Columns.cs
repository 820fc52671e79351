using CsvHelper;

namespace Periksa.Dialects.Ipg.Biller.Import;

/// <summary>The positions of a row's columns: a header may name them in any order.</summary>
internal sealed class Columns
{
    /// <summary>The columns' names in a header, each at the place of its <see cref="Column"/>.</summary>
    static readonly string[] Names =
    [
        "prefix", "va_number", "type", "name", "customer_name", "amount", "customer_email", "customer_phone",
        "customer_address", "description", "ext_description", "invoice_number", "due_date", "valid_until",
    ];

    /// <summary>As many, from the first, must be there.</summary>
    const int RequiredCount = 6;

    const int Absent = -1;

    readonly int[] _places = [.. Names.Select(_ => Absent)];

    Columns() { }

    public static string NameOf(Column column) => Names[(int)column];

    /// <summary>Reads the header, or says in a sentence what is wrong with it.</summary>
    /// <param name="line">Which line it is.</param>
    /// <param name="columns">Meaningful when nothing is wrong.</param>
    public static string? TryRead(CsvReader header, long line, out Columns columns)
    {
        columns = new();

        for (var place = 0; place < header.FieldCount; place++)
        {
            var column = Array.IndexOf(Names, header.GetString(place));
            if (column < 0)
                return FileFaults.ColumnUnknown(line, place, Names);

            if (columns._places[column] is not Absent)
                return FileFaults.ColumnDoubled(line, Names[column]);

            columns._places[column] = place;
        }

        var missing = Array.IndexOf(columns._places, Absent, 0, RequiredCount);
        return missing < 0 ? null : FileFaults.ColumnMissing(line, Names[missing]);
    }

    /// <summary>Returns the row's text in this column; <c>null</c> for nothing.</summary>
    public string? Read(CsvReader row, Column column) =>
        _places[(int)column] is >= 0 and var place && !row.IsEmpty(place) ? row.GetString(place) : null;
}
