using System.Security.Cryptography;
using System.Text;
using BenchmarkDotNet.Attributes;
using Periksa.Wire.Snap;

namespace Periksa.Bench.Micro;

/// <summary>Verifying the signature of a request with a body of one kilobyte, each way that SNAP knows.</summary>
/// <remarks>The token is as long as a real one. The public key is read from its bytes each time, as the dialects do it.
/// </remarks>
public class Verifying : IDisposable
{
    const int BodyBytes = 1024;
    const int TokenCharacters = 240;
    const int KeyBits = 2048;
    const string Target = "/snap/v1.0/emoney/bank-account-inquiry";
    const string Timestamp = "2026-11-21T10:00:00+07:00";

    static readonly byte[] Compact = Body(
        """{"partnerReferenceNo":"9d694c08-4889-40f6-8160-b51099fbc2fb","note":"*"}""");

    static readonly byte[] Pretty = Body(
        """
        {
            "partnerReferenceNo": "9d694c08-4889-40f6-8160-b51099fbc2fb",
            "amount": {
                "value": "10000.00",
                "currency": "IDR"
            },
            "beneficiaryAccountNumber": "0123456789",
            "additionalInfo": {
                "beneficiaryBankCode": "014",
                "note": "*"
            }
        }
        """);

    static readonly byte[] Secret = Encoding.ASCII.GetBytes("a client secret of usual length, 40 bytes");
    static readonly string Token = new('t', TokenCharacters);

    readonly RSA _privateKey = RSA.Create(KeyBits);
    readonly byte[] _minified = new byte[BodyBytes];
    readonly string _compactSigned;
    readonly string _prettySigned;
    readonly string _privatelySigned;
    readonly byte[] _publicKey;

    public Verifying()
    {
        _compactSigned = ServiceSignature.Sign(Secret, Request(Compact), Token);
        _prettySigned = ServiceSignature.Sign(Secret, Request(Pretty), Token);
        _privatelySigned = ServiceSignature.Sign(_privateKey, Request(Compact));
        _publicKey = _privateKey.ExportSubjectPublicKeyInfo();
    }

    [Benchmark]
    public bool Symmetric() => IsSigned(Compact, _compactSigned);

    [Benchmark]
    public bool SymmetricPretty() => IsSigned(Pretty, _prettySigned);

    [Benchmark]
    public bool Asymmetric()
    {
        using var key = RSA.Create();
        key.ImportSubjectPublicKeyInfo(_publicKey, out _);
        return ServiceSignature.Verify(key, Request(Compact), _privatelySigned, SignatureForms.Base64OrHex)
            ? true
            : throw new CryptographicException("It was signed, and is refused.");
    }

    [Benchmark]
    public int Minify() => new Minifier().Next(Pretty, _minified);

    public void Dispose()
    {
        _privateKey.Dispose();
        GC.SuppressFinalize(this);
    }

    static bool IsSigned(byte[] body, string signature) =>
        ServiceSignature.Verify(Secret, Request(body), Token, signature, SignatureForms.Base64OrHex)
            ? true
            : throw new CryptographicException("It was signed, and is refused.");

    static ServiceRequest Request(byte[] body) => new("POST", Target, body, Timestamp);

    // The star gives way to as many characters as are wanting.
    static byte[] Body(string text) => Encoding.UTF8.GetBytes(
        text.Replace("*", new string('x', BodyBytes + 1 - text.Length), StringComparison.Ordinal));
}
