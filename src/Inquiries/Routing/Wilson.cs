namespace Periksa.Inquiries.Routing;

/// <summary>Wilson's score interval for a proportion.</summary>
static class Wilson
{
    // Two-sided, 95%.
    const double Z = 1.959964;

    /// <summary>The least that a proportion is likely to be, of which a sample was seen.</summary>
    public static double LowerBound(int seen, int of)
    {
        if (of == 0)
            return 0;

        var (p, n) = ((double)seen / of, (double)of);
        var middle = p + (Z * Z / (2 * n));
        var width = Z * Math.Sqrt(((p * (1 - p)) + (Z * Z / (4 * n))) / n);
        return Math.Max(0, (middle - width) / (1 + (Z * Z / n)));
    }
}
