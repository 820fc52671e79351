using Periksa.Wire.Http;
using Periksa.Wire.Snap;

namespace Periksa.Wire.SnapServer;

/// <summary>A contract's table of fields, held against a body row by row: all that is missing comes before all that is
/// malformed, each in the table's order.</summary>
/// <remarks>A field that is null or empty is as good as absent.</remarks>
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
    public FieldTable Optional(string name, WireText field, Predicate<string> isWellFormed) =>
        Rule(name, !field.IsMistyped && (!field.IsPresent || isWellFormed(field.Text!)));

    /// <param name="fields">The rows of what is in the object.</param>
    public FieldTable Mandatory<T>(string name, WireObject<T> field, Action<FieldTable, T> fields)
        where T : class
    {
        if (field.IsMissing)
            _missing ??= name;
        if (field.Fields is { } sent)
            fields(this, sent);

        return Rule(name, !field.IsMistyped);
    }

    /// <param name="fields">The rows of what is in the object, given <c>null</c> where it was not sent.</param>
    public FieldTable Optional<T>(string name, WireObject<T> field, Action<FieldTable, T?>? fields = null)
        where T : class
    {
        if (!field.IsMistyped)
            fields?.Invoke(this, field.Fields);

        return Rule(name, !field.IsMistyped);
    }

    /// <summary>Anything else that must hold of a field, or it is malformed.</summary>
    public FieldTable Rule(string name, bool holds)
    {
        if (!holds)
            _malformed ??= name;

        return this;
    }
}
