using System.Text;

namespace Periksa.Host.Lab.Code;

/// <summary>A program, line by line.</summary>
sealed class Lines
{
    readonly StringBuilder _text = new();

    public Lines Add(string line)
    {
        _text.Append(line).Append('\n');
        return this;
    }

    public Lines Add(IEnumerable<string> lines)
    {
        foreach (var line in lines)
            Add(line);

        return this;
    }

    /// <summary>Adds a line where it belongs.</summary>
    public Lines If(bool isThere, params ReadOnlySpan<string> lines)
    {
        if (!isThere)
            return this;

        foreach (var line in lines)
            Add(line);

        return this;
    }

    public override string ToString() => _text.ToString();
}
