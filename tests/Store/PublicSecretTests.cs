using Periksa.Partners;
using Periksa.Sandbox;

namespace Periksa.Store.Tests;

public class PublicSecretTests
{
    /// <summary>After a change of the world's files: copy what was expected into sandbox/public.sha256.</summary>
    [Fact]
    public void Are_known_to_production_by_their_digests()
    {
        var expected = World.Public(World.Read())
            .Select(secret => PublicSecrets.Digest(secret))
            .Distinct()
            .Order(StringComparer.Ordinal);

        using var data = typeof(PublicSecrets).Assembly.GetManifestResourceStream("public.sha256")!;
        using var text = new StreamReader(data);
        Assert.Equal(string.Join('\n', expected) + "\n", text.ReadToEnd());
    }
}
