using System.Globalization;

namespace Periksa.Postgres.Server;

/// <summary>PostgreSQL's own programs, as the system's package installed them.</summary>
static class Programs
{
    const string DebianHome = "/usr/lib/postgresql";

    const string Missing =
        "PostgreSQL's programs (initdb, pg_ctl, postgres) are not installed: run 'apt-get install postgresql', "
        + "or set ConnectionStrings__Periksa to a server of your own.";

    /// <summary>The folder that holds the programs of one major version.</summary>
    /// <param name="major">The version whose data waits to be served; <c>null</c> for the newest there is.</param>
    public static string Folder(int? major)
    {
        var found = Candidates().Where(IsComplete).ToList();
        if (found.Count == 0)
            throw new ServerException(Missing);

        if (major is null)
            return found[0];

        return found.Find(folder => MajorOf(folder) == major) ?? throw new ServerException(
            $"The data was written by PostgreSQL {major}, whose programs are not installed: install that version, "
            + "or set PERIKSA_DATA to another folder.");
    }

    // Newest first; then whatever PATH names, for systems that keep the programs elsewhere.
    static IEnumerable<string> Candidates()
    {
        var debian = Directory.Exists(DebianHome) ? Directory.GetDirectories(DebianHome) : [];
        var path = Environment.GetEnvironmentVariable("PATH") ?? "";

        return debian
            .OrderByDescending(home => int.TryParse(Path.GetFileName(home), out var major) ? major : 0)
            .Select(home => Path.Combine(home, "bin"))
            .Concat(path.Split(':', StringSplitOptions.RemoveEmptyEntries));
    }

    static bool IsComplete(string folder) =>
        File.Exists(Path.Combine(folder, "initdb"))
        && File.Exists(Path.Combine(folder, "pg_ctl"))
        && File.Exists(Path.Combine(folder, "postgres"));

    // "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)"
    static int MajorOf(string folder)
    {
        var version = Command.Run(Path.Combine(folder, "postgres"), ["--version"], asServerUser: false).Output;
        var number = version.Split(' ').SkipWhile(word => word != "(PostgreSQL)").Skip(1).FirstOrDefault() ?? "0";
        return int.Parse(number.Split('.')[0], CultureInfo.InvariantCulture);
    }
}
