using Periksa.Browser.Tests;
using Periksa.Tests.Postgres;

[assembly: AssemblyFixture(typeof(TestServer))]
[assembly: AssemblyFixture(typeof(BusySandbox))]
[assembly: AssemblyFixture(typeof(Chromium))]

// A browser is several programs already, and a page's time is measured here and there: one test at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
