namespace Periksa.Dialects.Ipg.Biller;

/// <summary>Makes the id of a component: random, since the vendor's is, and made by the dialect, since nobody behind it
/// needs one.</summary>
internal delegate Guid NewId();
