using System.Text.Json;

namespace Periksa.Lab.Tests;

/// <summary>What the lab tells of a credential that is kept.</summary>
public class SecrecyTests
{
    [Theory, MemberData(nameof(Samples.Numbers), MemberType = typeof(Samples))]
    public void Is_neither_the_secret_nor_the_right_signature(int number)
    {
        var sample = Samples.All[number];
        using var credential = Kept(sample);
        foreach (var signature in (string[])["", "AAAA", sample.Sign("x"), sample.Sign(sample.Text + "\n")])
        {
            var told = JsonSerializer.Serialize(Laboratory.Examine(
                new()
                {
                    Dialect = sample.Dialect, Kind = sample.Kind, Text = sample.Write(signature), OwnText = "x",
                    Credential = credential,
                },
                Samples.Now));

            Assert.DoesNotContain(JsonEncodedText.Encode(Samples.Secret).ToString(), told, StringComparison.Ordinal);
            Assert.DoesNotContain(
                JsonEncodedText.Encode(sample.Sign(sample.Text)).ToString(), told, StringComparison.Ordinal);
        }
    }

    [Theory, MemberData(nameof(Samples.Numbers), MemberType = typeof(Samples))]
    public void Is_whether_it_made_the_signature(int number)
    {
        var sample = Samples.All[number];
        using var credential = Kept(sample);

        Assert.Equal(LabVerdict.Right, Verdict(sample.Sign(sample.Text)));
        Assert.Equal(LabVerdict.Wrong, Verdict(sample.Sign(sample.Text + " ")));

        LabVerdict Verdict(string signature) => Laboratory.Examine(
            new()
            {
                Dialect = sample.Dialect, Kind = sample.Kind, Text = sample.Write(signature), Credential = credential,
            },
            Samples.Now).Verdict;
    }

    [Theory, MemberData(nameof(Samples.Numbers), MemberType = typeof(Samples))]
    public void Is_the_right_signature_for_who_brings_what_it_is_made_with(int number)
    {
        var sample = Samples.All[number];
        using var credential = sample.IsOfKey
            ? LabCredential.OfKey(Samples.Key.ExportPkcs8PrivateKeyPem())
            : sample.Given();
        var finding = Laboratory.Examine(
            new() { Dialect = sample.Dialect, Kind = sample.Kind, Text = sample.Write(""), Credential = credential },
            Samples.Now);

        Assert.Equal(sample.Sign(sample.Text), finding.RightSignature);
    }

    static LabCredential Kept(Sample sample)
    {
        var kept = new Credential(new(sample.Dialect), new("TOKOMAJU"), new(new("toko"), Active: true))
        {
            ClientSecret = new(Samples.Secret),
            PublicKey = Samples.Key.ExportSubjectPublicKeyInfo(),
        };
        return LabCredential.Of(kept, [kept], url => url);
    }
}
