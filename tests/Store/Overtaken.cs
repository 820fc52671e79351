using Periksa.Bills;

namespace Periksa.Store.Tests;

/// <summary>Composes so slowly that others get in before it, the first few times.</summary>
sealed class Overtaken(Func<BillEvent, BillCallback?> compose, Func<Task> others, int times = 1)
{
    public int Composed { get; private set; }

    public BillEvent? Last { get; private set; }

    public BillCallback? Compose(BillEvent told)
    {
        if (Composed++ < times)
            others().Wait();

        Last = told;
        return compose(told);
    }
}
