namespace Periksa.Host.Pages.SignIn;

/// <summary>Marks the pages that are there for whoever has not signed in.</summary>
sealed record OpenToStrangers;
