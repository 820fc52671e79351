using Dapper;
using Npgsql;

namespace Periksa.Bills;

/// <summary>Says of each row of a file what becomes of it: whether its bill can be made, is there already, or collides
/// with what is.</summary>
sealed class RowJudge(NpgsqlDataSource database, NpgsqlConnection connection, ImportOrder order)
{
    const string Used = """
        select invoice_number from bills where biller = @biller and invoice_number = any (@numbers)
        """;

    readonly Dictionary<string, bool> _isOurs = new(StringComparer.Ordinal);
    bool _mayTakePrefixes = true;

    /// <summary>When the same bytes were imported before; <c>null</c> for never.</summary>
    public DateTimeOffset? SameFileAt { get; init; }

    /// <summary>Discards the findings of a batch that is run again: they were rolled back with it.</summary>
    public void Forget()
    {
        _isOurs.Clear();
        _mayTakePrefixes = true;
    }

    public async Task<RowAnswer[]> Judge(IReadOnlyList<NewBill> bills)
    {
        await Learn(bills);
        var used = await FindUsed(bills);
        var standing = await Standing.Find(
            connection, order, SameFileAt, [.. bills.Select(bill => bill.VaNumber).Distinct()]);
        var payable = standing.ToDictionary(
            one => one.Key, one => one.Count(bill => bill.IsPayable), StringComparer.Ordinal);

        var answers = new RowAnswer[bills.Count];
        for (var i = 0; i < answers.Length; i++)
            answers[i] = Compare(bills[i], standing[bills[i].VaNumber]) ?? new(await Judge(bills[i], used, payable));

        return answers;
    }

    // What is there already, or is somebody else's; null for what is neither.
    RowAnswer? Compare(NewBill bill, IEnumerable<Standing> standing)
    {
        Standing? same = null;
        var payer = PayerName.Fold(bill.Customer.Name);
        foreach (var one in standing)
        {
            if (one.IsPayable && !order.Wish.SharedAccounts && PayerName.Fold(one.Customer.Name) != payer)
                return new(MakingVerdict.CustomerDiffers, new BillHash(one.Hash));

            // What this very import has made is no other's.
            var isRemembered = one.ImportedAt == SameFileAt || one.ImportedAt > order.At - ImportMemory.OfRows;
            if (one.ImportedAt is { } at && at != order.At && isRemembered && one.IsSame(bill))
                same ??= one;
        }

        return order.Wish.Again || same is null ? null : new(MakingVerdict.Unchanged, new BillHash(same.Hash));
    }

    async ValueTask<MakingVerdict> Judge(NewBill bill, HashSet<string> used, Dictionary<string, int> payable)
    {
        var prefix = Prefixes.Of(bill.VaNumber);
        var isKnown = _isOurs.TryGetValue(prefix, out var isOurs);
        if (isKnown && !isOurs)
            return MakingVerdict.PrefixOfAnother;

        if (bill.InvoiceNumber is { } number && used.Contains(number))
            return MakingVerdict.InvoiceNumberUsed;

        var count = payable.GetValueOrDefault(bill.VaNumber);
        if (count >= BillLimits.PayableOnAccount)
            return MakingVerdict.BillsTooMany;

        // Last of all: what makes no bill takes no prefix.
        if (!isKnown && await Take(prefix) is { } refusal)
            return refusal;

        // From here on both are used: the next of the same file finds it.
        if (bill.InvoiceNumber is not null)
            used.Add(bill.InvoiceNumber);

        payable[bill.VaNumber] = count + 1;
        return MakingVerdict.Made;
    }

    async Task Learn(IReadOnlyList<NewBill> bills)
    {
        string[] unknown =
        [
            .. bills.Select(bill => Prefixes.Of(bill.VaNumber)).Distinct()
                .Where(prefix => !_isOurs.ContainsKey(prefix)),
        ];

        if (unknown.Length == 0)
            return;

        // In a transaction of its own: nobody waits until the import's end for what it takes over.
        var others = (await Prefixes.Owners(connection, unknown)).Where(one => one.Value != order.Biller);
        foreach (var (prefix, _) in await Prefixes.FindRevoked(connection, [.. others.Select(one => one.Key)]))
            await Prefixes.TakeOver(database, new(order.Biller), prefix);

        foreach (var (prefix, owner) in await Prefixes.KeepOwners(connection, new(order.Biller), unknown))
            _isOurs[prefix] = owner == order.Biller;
    }

    // Once there are enough, nobody need be asked about the million others that a file may name.
    async Task<MakingVerdict?> Take(string prefix)
    {
        if (!_mayTakePrefixes)
            return MakingVerdict.PrefixesTooMany;

        var refusal = await Prefixes.Claim(connection, new(order.Biller), prefix);
        _mayTakePrefixes = refusal is not MakingVerdict.PrefixesTooMany;
        if (!_mayTakePrefixes)
            return refusal;

        var owners = await Prefixes.KeepOwners(connection, new(order.Biller), prefix);
        _isOurs[prefix] = owners[prefix] == order.Biller;
        return _isOurs[prefix] ? null : MakingVerdict.PrefixOfAnother;
    }

    async Task<HashSet<string>> FindUsed(IReadOnlyList<NewBill> bills)
    {
        var numbers = bills.Select(bill => bill.InvoiceNumber).OfType<string>().ToArray();
        return numbers.Length == 0
            ? []
            : [.. await connection.QueryAsync<string>(Used, new { biller = order.Biller, numbers })];
    }
}
