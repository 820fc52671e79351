using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Periksa.Host.Lab;
using Periksa.Host.Pages.Parts;

namespace Periksa.Host.Pages.Lab;

/// <summary>A text in which what cannot be seen is to be seen. In code, since between tags a blank more would be one
/// of the text's.</summary>
public sealed class LabText : Part
{
    // A body may have 64 KiB.
    const int LengthMaximum = 4 * 1024;

    /// <summary>The bytes.</summary>
    [Parameter]
    public byte[] Of { get; set; } = [];

    /// <summary>One character instead.</summary>
    [Parameter]
    public Glyph? Only { get; set; }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        foreach (var glyph in Only is { } only ? [only] : Glyph.Of(Of, LengthMaximum))
            Add(builder, glyph);

        if (Of.Length > LengthMaximum)
            builder.AddContent(3, "… " + T("{0} bytes in all", Of.Length));
    }

    static void Add(RenderTreeBuilder builder, Glyph glyph)
    {
        if (glyph.Name is null)
        {
            builder.AddContent(0, glyph.Text);
            return;
        }

        builder.OpenElement(1, "mark");
        builder.AddAttribute(2, "title", glyph.Name);
        builder.AddContent(0, glyph.Text);
        builder.CloseElement();
    }
}
