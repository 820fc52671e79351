using System.Xml.Linq;
using Dapper;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Npgsql;
using Periksa.Partners.Sealing;

namespace Periksa.Host.Pages.FormKeys;

/// <summary>Where the framework keeps the keys that it signs forms with: in the database, sealed, so that every host
/// takes what another's page sends, and a restart forgets nothing.</summary>
/// <remarks>The framework asks for them without waiting being possible, once a day.</remarks>
sealed class SealedKeyRing(NpgsqlDataSource database, Func<MasterKeys> keys) : IXmlRepository
{
    const string All = "select name, sealed from form_keys order by created_at";
    const string Add = "insert into form_keys (name, sealed) values (@name, @sealed) on conflict do nothing";

    /// <summary>Those that open: one that was sealed by a key that is no more signs nothing either.</summary>
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var connection = database.OpenConnection();
        return
        [
            .. from row in connection.Query<(string Name, byte[] Sealed)>(All)
               let opened = keys().Open(row.Sealed, Places.FormKey(row.Name))
               where opened is not null
               select XElement.Load(new MemoryStream(opened)),
        ];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var text = new MemoryStream();
        element.Save(text, SaveOptions.DisableFormatting);
        using var connection = database.OpenConnection();
        connection.Execute(
            Add, new { name = friendlyName, @sealed = keys().Seal(text.ToArray(), Places.FormKey(friendlyName)) });
    }
}
