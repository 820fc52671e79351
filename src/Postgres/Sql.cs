namespace Periksa.Postgres;

/// <summary>The SQL files of this assembly.</summary>
static class Sql
{
    public static string Read(string name)
    {
        using var data = typeof(Sql).Assembly.GetManifestResourceStream(name)!;
        using var text = new StreamReader(data);
        return text.ReadToEnd();
    }
}
