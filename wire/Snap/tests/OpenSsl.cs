using System.Diagnostics;

namespace Periksa.Wire.Snap.Tests;

/// <summary>The openssl program: what signs and verifies without a line of ours.</summary>
sealed class OpenSsl : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("periksa-openssl-");

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>Keeps bytes in a file for it, and returns the file's path.</summary>
    public string Keep(string name, byte[] bytes)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    /// <summary>Runs it over the text, and returns what it wrote.</summary>
    public byte[] Over(byte[] text, params string[] arguments)
    {
        var (exit, output) = Run([.. arguments, Keep("text", text)]);
        Assert.Equal(0, exit);
        return output;
    }

    /// <summary>True if it found the signature right.</summary>
    public bool Verifies(byte[] text, byte[] signature, string publicKeyFile) => Run([
        "dgst", "-sha256", "-verify", publicKeyFile, "-signature", Keep("signature", signature), Keep("text", text),
    ]).Exit == 0;

    static (int Exit, byte[] Output) Run(string[] arguments)
    {
        var start = new ProcessStartInfo("openssl", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("openssl did not start.");
        process.BeginErrorReadLine();   // what it says about a wrong signature is expected, and not for the report

        using var output = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(output);
        process.WaitForExit();
        return (process.ExitCode, output.ToArray());
    }
}
