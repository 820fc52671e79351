using Periksa.Wire.Http;
using Periksa.Wire.Snap;

namespace Periksa.Wire.SnapServer;

/// <summary>A contract's table of fields, held against a body row by row: all that is missing comes before all that is
/// malformed, each in the table's order.</summary>
/// <remarks>What is null or empty is missing. A mandatory field that is missing is a fault; any other is not.</remarks>
public sealed class FieldTable
{
    string? _missing;
    string? _malformed;

    /// <summary>The first fault; <c>null</c> for none.</summary>
    public FieldFault? Fault => (_missing, _malformed) switch
    {
        ({ } missing, _) => new(missing, IsMissing: true),
        (null, { } malformed) => new(malformed, IsMissing: false),
        (null, null) => null,
    };

    /// <param name="name">Its path, as refusals name it, e.g. <c>amount.value</c>.</param>
    public FieldTable Mandatory(string name, WireText field, Predicate<string> isWellFormed)
    {
        if (!field.IsPresent && !field.IsMistyped)
            _missing ??= name;

        return Optional(name, field, isWellFormed);
    }

    /// <inheritdoc cref="Mandatory(string, WireText, Predicate{string})"/>
    public FieldTable Optional(string name, WireText field, Predicate<string> isWellFormed)
    {
        if (field.IsMistyped || (field.IsPresent && !isWellFormed(field.Text!)))
            _malformed ??= name;

        return this;
    }

    /// <param name="fields">The rows of what is in the object.</param>
    public FieldTable Mandatory<T>(string name, WireObject<T> field, Action<FieldTable, T> fields)
        where T : class
    {
        if (field.IsMissing)
            _missing ??= name;

        return Optional(name, field, (rows, sent) =>
        {
            if (sent is not null)
                fields(rows, sent);
        });
    }

    /// <param name="fields">The rows of what is in the object, given <c>null</c> where it is missing.</param>
    public FieldTable Optional<T>(string name, WireObject<T> field, Action<FieldTable, T?>? fields = null)
        where T : class
    {
        if (field.IsMistyped)
            _malformed ??= name;
        else
            fields?.Invoke(this, field.Fields);

        return this;
    }
}
