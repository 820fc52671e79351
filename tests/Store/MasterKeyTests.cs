using System.Text;
using Periksa.Partners;
using Periksa.Partners.Sealing;
using Periksa.Postgres.Server;

namespace Periksa.Store.Tests;

public class MasterKeyTests
{
    const string Place = "credentials/paydia/8f54";

    static readonly byte[] Secret = "paydia-secret"u8.ToArray();
    static readonly MasterKey Key = new("2026a", [.. Enumerable.Range(0, MasterKeys.KeyLength).Select(i => (byte)i)]);
    static readonly MasterKeys Keys = new(Key);

    [Fact]
    public void Opens_what_it_sealed() => Assert.Equal(Secret, Keys.Open(Keys.Seal(Secret, Place), Place));

    [Fact]
    public void Opens_an_empty_secret() => Assert.Empty(Keys.Open(Keys.Seal([], Place), Place)!);

    // Made by Python's cryptography package: AESGCM(bytes(range(32))) with a nonce of the bytes from 100 on.
    [Fact]
    public void Opens_what_another_program_sealed() => Assert.Equal(
        Secret,
        Keys.Open(
            Convert.FromHexString(
                "010532303236616465666768696a6b6c6d6e6f"                // version, key id, nonce
                + "c873e85c31d83ebaeb1dc69fe1071169"                    // tag
                + "387aa70210887bed5b012d8dae"),
            Place));

    [Fact]
    public void Seals_the_same_secret_differently_each_time() =>
        Assert.Equal(100, Enumerable.Range(0, 100).Select(_ => Convert.ToHexString(Keys.Seal(Secret, Place)))
            .Distinct().Count());

    [Theory]
    [InlineData("credentials/paydia/8f55")]
    [InlineData("credentials/ifortepay/8f54")]
    [InlineData("token_keys/8f54")]
    [InlineData("")]
    public void Does_not_open_what_was_sealed_for_another_place(string other) =>
        Assert.Null(Keys.Open(Keys.Seal(Secret, Place), other));

    [Fact]
    public void Does_not_open_what_another_key_sealed_under_the_same_name_or_another()
    {
        var whole = Keys.Seal(Secret, Place);

        Assert.Null(new MasterKeys(Key with { Bytes = new byte[MasterKeys.KeyLength] }).Open(whole, Place));
        Assert.Null(new MasterKeys(Key with { Id = "2026b" }).Open(whole, Place));
    }

    [Fact]
    public void Does_not_open_anything_with_a_flipped_bit()
    {
        var whole = Keys.Seal(Secret, Place);

        for (var bit = 0; bit < whole.Length * 8; bit++)
        {
            var flipped = whole.ToArray();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Null(Keys.Open(flipped, Place));
        }
    }

    [Fact]
    public void Does_not_open_anything_that_was_cut_or_added_to()
    {
        var whole = Keys.Seal(Secret, Place);

        for (var length = 0; length < whole.Length; length++)
            Assert.Null(Keys.Open(whole.AsSpan(0, length), Place));

        Assert.Null(Keys.Open([.. whole, 0], Place));
    }

    [Fact]
    public void Opens_what_a_former_key_sealed_and_seals_with_the_current_one()
    {
        var current = new MasterKey("2027a", [.. Key.Bytes.Reverse()]);
        var both = new MasterKeys(current, Key);

        Assert.Equal(Secret, both.Open(Keys.Seal(Secret, Place), Place));
        Assert.Equal(Secret, new MasterKeys(current).Open(both.Seal(Secret, Place), Place));
        Assert.Null(Keys.Open(both.Seal(Secret, Place), Place));
    }

    [Fact]
    public void Does_not_mind_a_key_that_is_named_twice_and_refuses_two_keys_of_one_name()
    {
        Assert.Equal(Secret, new MasterKeys(Key, Key).Open(Keys.Seal(Secret, Place), Place));

        var refused = Assert.Throws<ServerException>(
            () => new MasterKeys(Key, Key with { Bytes = new byte[MasterKeys.KeyLength] }));
        Assert.Contains("2026a", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026a", 31)]
    [InlineData("2026a", 33)]
    [InlineData("", 32)]
    public void Takes_no_key_of_another_length_and_none_without_a_name(string id, int length) =>
        Assert.Throws<ServerException>(() => new MasterKeys(new MasterKey(id, new byte[length])));

    [Fact]
    public void Takes_a_name_of_any_letters()
    {
        var keys = new MasterKeys(Key with { Id = new string('語', 64) });

        Assert.Equal(Secret, keys.Open(keys.Seal(Secret, Place), Place));
    }

    [Fact]
    public void Tells_its_keys_from_others_of_their_names_by_prints_that_show_nothing_of_them()
    {
        var former = new MasterKey("2025a", [.. Key.Bytes.Reverse()]);
        var keys = new MasterKeys(Key, former);

        Assert.Equal(keys.CurrentPrint, keys.Prints.First());
        Assert.Equal([Keys.CurrentPrint, new MasterKeys(former).CurrentPrint], keys.Prints);
        Assert.NotEqual(Keys.CurrentPrint, new MasterKeys(former with { Id = Key.Id }).CurrentPrint);
        Assert.Matches(@"\A2026a:[0-9a-f]{16}\z", keys.CurrentPrint);
        Assert.DoesNotContain(
            keys.CurrentPrint[6..], Convert.ToHexStringLower(Key.Bytes), StringComparison.Ordinal);
    }

    [Fact]
    public void Shows_nothing_of_any_secret()
    {
        var text = Encoding.UTF8.GetString(Secret);
        var credential =
            new Credential(new("paydia"), new("8f54"), new(new("toko"), true)) { ClientSecret = new(text) };
        var shown = $"{Key} {Keys} {credential} {new TokenKey("k1", Secret, DateTimeOffset.UnixEpoch)}";

        Assert.Contains("2026a", shown, StringComparison.Ordinal);
        Assert.DoesNotContain(text, shown, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToHexString(Secret), shown, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Byte[]", shown, StringComparison.Ordinal);
    }
}
