using System.Globalization;

namespace Periksa.Postgres.Server;

/// <summary>The folder in which a private server keeps its data, its socket and its log.</summary>
sealed class ServerFolder
{
    const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    // A socket's path may have 107 bytes, of which PostgreSQL adds "/.s.PGSQL.5432" itself, and ".lock" beside it.
    const int SocketPathLimit = 85;

    ServerFolder(string root) => (Root, Socket) = (root, Path.Combine(root, "socket"));

    public string Root { get; }

    public string Data => Path.Combine(Root, "data");

    public string Log => Path.Combine(Root, "server.log");

    public string LockFile => Path.Combine(Root, "host.lock");

    /// <summary>Inside the folder where its path is short and plain, else a folder below the system's temporary one, of
    /// a random name that is kept here: a name that can be guessed could be taken by somebody else first.</summary>
    public string Socket { get; private set; }

    /// <summary>The major version that wrote the data; <c>null</c> when there is none yet.</summary>
    public int? Version
    {
        get
        {
            var file = Path.Combine(Data, "PG_VERSION");
            return File.Exists(file) ? int.Parse(File.ReadAllText(file).Trim(), CultureInfo.InvariantCulture) : null;
        }
    }

    /// <param name="configured">PERIKSA_DATA; <c>null</c> for the user's data folder, or root's
    /// /var/lib/periksa.</param>
    public static ServerFolder Open(string? configured)
    {
        var folder = At(configured);
        RefuseOthers(folder);
        MakePrivate(folder.Root);

        if (folder.Socket.Length > SocketPathLimit || !folder.Socket.All(IsPlain))
            folder.Socket = folder.SocketElsewhere();

        MakePrivate(folder.Socket);
        return folder;
    }

    /// <summary>The same for a look, which makes nothing: a folder with something in it would be taken for somebody
    /// else's afterwards.</summary>
    public static ServerFolder At(string? configured) =>
        new(Path.GetFullPath(configured is { Length: > 0 } ? configured : Default()));

    string SocketElsewhere()
    {
        var note = Path.Combine(Root, "socket.path");
        if (File.Exists(note) && File.ReadAllText(note) is var known && Directory.Exists(known))
            return known;

        var made = Directory.CreateTempSubdirectory("periksa-").FullName;
        File.WriteAllText(note, made);
        return made;
    }

    // Its mode and owner will change, which would lock everybody out of a folder that is used for something else.
    static void RefuseOthers(ServerFolder folder)
    {
        if (!Directory.Exists(folder.Root) || File.Exists(folder.LockFile) || Directory.Exists(folder.Data))
            return;

        if (Directory.EnumerateFileSystemEntries(folder.Root).Any())
        {
            throw new ServerException(
                $"The folder {folder.Root} is used for something else: set PERIKSA_DATA to a new or empty one, "
                + $"e.g. {Path.Combine(folder.Root, "periksa")}.");
        }
    }

    // The path passes through a shell and a comma-separated setting; these characters mean nothing to either.
    static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '-' or '_';

    static string Default() => Command.IsRoot
        ? "/var/lib/periksa"
        : Path.Combine(
            Environment.GetFolderPath(
                Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
            "periksa");

    static void MakePrivate(string folder)
    {
        try
        {
            if (Command.IsRoot)
                GiveToServerUser(folder);
            else
                Directory.CreateDirectory(folder, OwnerOnly);

            if (File.GetUnixFileMode(folder) != OwnerOnly)
                File.SetUnixFileMode(folder, OwnerOnly);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A folder of somebody else's, too: its mode can only be set by its owner.
            throw new ServerException(
                $"The folder {folder} cannot be made or is not yours: set PERIKSA_DATA to a folder that you own.", e);
        }
    }

    static void GiveToServerUser(string folder)
    {
        var user = Command.ServerUser;
        var (made, why) = Command.Run(
            "install", ["-d", "-o", user, "-g", user, "-m", "700", folder], asServerUser: false);
        if (made != 0)
            throw new ServerException($"The folder {folder} cannot be given to the user '{user}': {why.Trim()}");

        var (entered, _) = Command.Run("test", ["-w", folder], asServerUser: true);
        if (entered != 0)
        {
            throw new ServerException(
                $"PostgreSQL runs as '{user}', which cannot reach {folder}: set PERIKSA_DATA to a folder whose parents "
                + "it may enter.");
        }
    }
}
